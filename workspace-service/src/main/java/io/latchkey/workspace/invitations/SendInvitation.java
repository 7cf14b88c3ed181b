package io.latchkey.workspace.invitations;

import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import io.latchkey.edge.secrets.RandomSecret;
import io.latchkey.mailing.Mails;
import io.latchkey.workspace.access.Change;
import io.latchkey.workspace.access.ChangeWorkspace;
import io.latchkey.workspace.access.Changed;
import io.latchkey.workspace.accounts.Accounts;
import io.latchkey.workspace.audit.Action;
import io.latchkey.workspace.letters.Letters;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** The mail of an invitation; sending it again makes another code, and the time begins anew. */
@ApplicationScoped
class SendInvitation {
    private static final String CODE = "lk_in_";
    private static final Duration HOUR = Duration.ofHours(1);

    private final ChangeWorkspace changeWorkspace;
    private final Invitations invitations;
    private final Accounts accounts;
    private final Mails mails;
    private final Letters letters;
    private final InvitationConfig config;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    SendInvitation(
            ChangeWorkspace changeWorkspace,
            Invitations invitations,
            Accounts accounts,
            Mails mails,
            Letters letters,
            InvitationConfig config,
            Clock clock) {
        this.changeWorkspace = changeWorkspace;
        this.invitations = invitations;
        this.accounts = accounts;
        this.mails = mails;
        this.letters = letters;
        this.config = config;
        this.clock = clock;
    }

    Uni<Changed<InvitationView>> again(UUID workspace, UUID id) {
        return changeWorkspace.change(
                workspace,
                "members",
                change -> invitations
                        .find(workspace, id)
                        .onItem()
                        .ifNull()
                        .failWith(InvitationResource::missing)
                        .call(invitation -> {
                            if (!Invitation.PENDING.equals(invitation.status)) {
                                throw Refused.because(Reason.CONFLICT, "This invitation has been answered.");
                            }
                            Instant now = clock.instant();
                            InvitationView before = InvitationView.of(invitation, now);
                            invitation.expiresAt = now.plus(config.lifespan());
                            change.note(Action.INVITATION_SENT, id, before, InvitationView.of(invitation, now));
                            return send(change, invitation);
                        })
                        .map(invitation -> InvitationView.of(invitation, clock.instant())));
    }

    Uni<Void> send(Change change, Invitation invitation) {
        RandomSecret code = RandomSecret.random(CODE, random);
        invitation.codeHash = code.hash();
        return mayWrite(invitation)
                .flatMap(may -> inviter(change))
                .flatMap(name -> mails.post(letters.invited(invitation.email, name, change.workspace().name, code)));
    }

    /** That they have joined, with an account they had. */
    Uni<Void> tell(Change change, Invitation invitation) {
        return mayWrite(invitation)
                .flatMap(may -> inviter(change))
                .flatMap(name -> mails.post(letters.joined(invitation.email, name, change.workspace().name)));
    }

    private Uni<Void> mayWrite(Invitation invitation) {
        Instant now = clock.instant();
        return invitations
                .sentSince(invitation.workspace, now.minus(HOUR))
                .invoke(sent -> {
                    if (sent >= config.mailsPerHour()) {
                        throw Refused.later(
                                Reason.TOO_MANY_ATTEMPTS,
                                "The workspace has sent many invitations; go on later.",
                                HOUR);
                    }
                    invitation.sentAt = now;
                })
                .replaceWithVoid();
    }

    private Uni<String> inviter(Change change) {
        return accounts.findById(change.actor()).map(account -> account == null ? "Somebody" : account.displayName);
    }
}
