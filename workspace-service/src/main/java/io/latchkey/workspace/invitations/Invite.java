package io.latchkey.workspace.invitations;

import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import io.latchkey.workspace.access.Change;
import io.latchkey.workspace.access.ChangeWorkspace;
import io.latchkey.workspace.access.Changed;
import io.latchkey.workspace.access.Member;
import io.latchkey.workspace.access.Members;
import io.latchkey.workspace.accounts.Account;
import io.latchkey.workspace.accounts.Accounts;
import io.latchkey.workspace.audit.Action;
import io.latchkey.workspace.grants.GiveRights;
import io.latchkey.workspace.grants.GiveRights.Given;
import io.latchkey.workspace.grants.HeldView;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.UUID;
import org.hibernate.id.uuid.UuidVersion7Strategy;

/** A known address joins at once; for an unknown one the invitation waits until somebody registers it. */
@ApplicationScoped
class Invite {
    private final ChangeWorkspace changeWorkspace;
    private final GiveRights giveRights;
    private final Accounts accounts;
    private final Members members;
    private final Invitations invitations;
    private final Clock clock;

    Invite(
            ChangeWorkspace changeWorkspace,
            GiveRights giveRights,
            Accounts accounts,
            Members members,
            Invitations invitations,
            Clock clock) {
        this.changeWorkspace = changeWorkspace;
        this.giveRights = giveRights;
        this.accounts = accounts;
        this.members = members;
        this.invitations = invitations;
        this.clock = clock;
    }

    Uni<Changed<Invitation>> invite(UUID workspace, NewInvitation input) {
        String email = Accounts.normalized(input.email);
        return Panache.withTransaction(() -> accounts.lockAddress(email)
                .flatMap(locked -> changeWorkspace.change(
                        workspace,
                        "members",
                        change -> giveRights
                                .toNewcomer(change.access(), input)
                                .flatMap(given -> invite(change, email, given)))));
    }

    private Uni<Invitation> invite(Change change, String email, Given given) {
        return accounts.activeByEmail(email)
                .flatMap(known -> known == null ? keep(change, email, given) : join(change, known, given));
    }

    private Uni<Invitation> keep(Change change, String email, Given given) {
        return invitations.isPending(change.workspace().id, email).flatMap(pending -> {
            if (pending) {
                throw Refused.because(Reason.CONFLICT, "This address has been invited already.");
            }
            return invitations
                    .persist(invitation(change, email, given))
                    .invoke(kept -> change.note(Action.INVITATION_CREATED, kept.id, null, InvitationView.of(kept)));
        });
    }

    private Uni<Invitation> join(Change change, Account known, Given given) {
        Invitation invitation = invitation(change, known.email, given);
        invitation.status = Invitation.ACCEPTED;
        invitation.account = known.id;
        Member member = Member.person(change.workspace().id, known.id, given.rights(), clock.instant());
        return members.find(change.workspace().id, known.id)
                .invoke(there -> {
                    if (there != null) {
                        throw Refused.because(Reason.CONFLICT, "This person is a member already.");
                    }
                    given.seat(change, known.id);
                    change.memberChanged(member);
                    change.note(Action.INVITATION_CREATED, invitation.id, null, InvitationView.of(invitation));
                    change.note(Action.MEMBER_JOINED, known.id, null, HeldView.of(given.rights(), given.teams()));
                })
                .flatMap(absent -> members.persist(member))
                .flatMap(joined -> invitations.persist(invitation));
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
        return invitation;
    }
}
