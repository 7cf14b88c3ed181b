package io.latchkey.workspace.invitations;

import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import io.latchkey.workspace.access.Change;
import io.latchkey.workspace.access.ChangeWorkspace;
import io.latchkey.workspace.access.Changed;
import io.latchkey.workspace.access.EachInTurn;
import io.latchkey.workspace.accounts.Account;
import io.latchkey.workspace.accounts.Accounts;
import io.latchkey.workspace.audit.Action;
import io.latchkey.workspace.grants.GiveRights;
import io.latchkey.workspace.grants.GiveRights.Given;
import io.latchkey.workspace.invitations.InvitationConfig.JoinWhen;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.hibernate.id.uuid.UuidVersion7Strategy;

/** A known address joins at once; for an unknown one the invitation waits until somebody registers it. */
@ApplicationScoped
class Invite {
    private final ChangeWorkspace changeWorkspace;
    private final GiveRights giveRights;
    private final Accounts accounts;
    private final Invitations invitations;
    private final Joining joining;
    private final SendInvitation send;
    private final InvitationConfig config;
    private final Clock clock;

    Invite(
            ChangeWorkspace changeWorkspace,
            GiveRights giveRights,
            Accounts accounts,
            Invitations invitations,
            Joining joining,
            SendInvitation send,
            InvitationConfig config,
            Clock clock) {
        this.changeWorkspace = changeWorkspace;
        this.giveRights = giveRights;
        this.accounts = accounts;
        this.invitations = invitations;
        this.joining = joining;
        this.send = send;
        this.config = config;
        this.clock = clock;
    }

    Uni<Changed<Invitation>> invite(UUID workspace, NewInvitation input) {
        return locking(
                List.of(input), () -> changeWorkspace.change(workspace, "members", change -> invite(change, input)));
    }

    /** One after another, all or none. */
    Uni<Changed<List<Invitation>>> inviteAll(UUID workspace, List<NewInvitation> inputs) {
        return locking(
                inputs,
                () -> changeWorkspace.change(
                        workspace,
                        "members",
                        change -> EachInTurn.of("invitations", inputs, input -> invite(change, input))));
    }

    private <T> Uni<T> locking(List<NewInvitation> inputs, Supplier<Uni<T>> work) {
        List<String> addresses = inputs.stream()
                .map(input -> Accounts.normalized(input.email))
                .distinct()
                .sorted()
                .toList();
        return Panache.withTransaction(() -> accounts.lockAddresses(addresses).flatMap(locked -> work.get()));
    }

    private Uni<Invitation> invite(Change change, NewInvitation input) {
        return giveRights
                .toNewcomer(change.access(), input)
                .flatMap(given -> invite(change, Accounts.normalized(input.email), given));
    }

    private Uni<Invitation> invite(Change change, String email, Given given) {
        return accounts.activeByEmail(email)
                .flatMap(known ->
                        known == null || !joinsAtOnce(known) ? keep(change, email, given) : join(change, known, given));
    }

    private boolean joinsAtOnce(Account account) {
        return account.emailVerified || config.joinWhen() == JoinWhen.REGISTERED;
    }

    private Uni<Invitation> keep(Change change, String email, Given given) {
        return invitations
                .pending(change.workspace().id, email)
                .call(there -> {
                    if (there != null && !there.isExpiredAt(clock.instant())) {
                        throw Refused.because(Reason.CONFLICT, "This address has been invited already.");
                    }
                    return there == null
                            ? Uni.createFrom().voidItem()
                            : invitations.delete(there).call(invitations::flush);
                })
                .flatMap(none -> invitations.persist(invitation(change, email, given)))
                .call(kept -> send.send(change, kept))
                .invoke(kept -> change.note(Action.INVITATION_CREATED, kept.id, null, view(kept)));
    }

    private InvitationView view(Invitation invitation) {
        return InvitationView.of(invitation, clock.instant());
    }

    private Uni<Invitation> join(Change change, Account known, Given given) {
        Invitation invitation = invitation(change, known.email, given);
        change.note(Action.INVITATION_CREATED, invitation.id, null, view(invitation));
        return joining.join(change, known.id, invitation)
                .flatMap(joined -> invitations.persist(invitation))
                .call(kept -> send.tell(change, kept));
    }

    private Invitation invitation(Change change, String email, Given given) {
        Invitation invitation = new Invitation();
        invitation.id = UuidVersion7Strategy.INSTANCE.generateUuid(null);
        invitation.workspace = change.workspace().id;
        invitation.email = email;
        invitation.invitedBy = change.actor();
        invitation.rights = given.rights();
        invitation.teams = given.teams().stream().map(team -> team.id).toArray(UUID[]::new);
        invitation.createdAt = clock.instant();
        invitation.expiresAt = invitation.createdAt.plus(config.lifespan());
        return invitation;
    }
}
