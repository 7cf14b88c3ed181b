package io.latchkey.workspace.invitations;

import io.latchkey.edge.problems.Refused;
import io.latchkey.edge.requests.Origin;
import io.latchkey.workspace.access.ChangeWorkspace;
import io.latchkey.workspace.access.Workspace;
import io.latchkey.workspace.access.Workspaces;
import io.latchkey.workspace.invitations.InvitationConfig.JoinWhen;
import io.latchkey.workspace.invitations.Invitations.Pending;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.UUID;
import org.jboss.logging.Logger;

/** An invited address has an account: it joins every workspace that waits for it. */
@ApplicationScoped
public class AcceptInvitations {
    private static final Logger LOG = Logger.getLogger(AcceptInvitations.class);

    private final Invitations invitations;
    private final Workspaces workspaces;
    private final Joining joining;
    private final ChangeWorkspace changeWorkspace;
    private final InvitationConfig config;
    private final Clock clock;

    AcceptInvitations(
            Invitations invitations,
            Workspaces workspaces,
            Joining joining,
            ChangeWorkspace changeWorkspace,
            InvitationConfig config,
            Clock clock) {
        this.invitations = invitations;
        this.workspaces = workspaces;
        this.joining = joining;
        this.changeWorkspace = changeWorkspace;
        this.config = config;
        this.clock = clock;
    }

    /** Needs a transaction, and the address locked. */
    public Uni<Void> accept(UUID account, String email, boolean verified) {
        if (!verified && config.joinWhen() == JoinWhen.VERIFIED) {
            return Uni.createFrom().voidItem();
        }
        return invitations.pendingFor(email).flatMap(pending -> {
            Uni<Void> all = Uni.createFrom().voidItem();
            for (Pending invitation : pending) {
                all = all.flatMap(before -> accept(account, invitation));
            }
            return all;
        });
    }

    private Uni<Void> accept(UUID account, Pending pending) {
        return workspaces
                .locked(pending.workspace())
                .flatMap(workspace -> invitations
                        .find(pending.workspace(), pending.id())
                        .flatMap(invitation -> isGood(workspace, invitation)
                                ? changeWorkspace
                                        .unattended(
                                                workspace,
                                                Origin.event(account),
                                                change -> joining.join(change, account, invitation))
                                        .replaceWithVoid()
                                        .onFailure(Refused.class)
                                        .recoverWithUni(refused -> waits(invitation, refused))
                                : Uni.createFrom().voidItem()));
    }

    private boolean isGood(Workspace workspace, Invitation invitation) {
        return !workspace.isDeleted()
                && invitation != null
                && Invitation.PENDING.equals(invitation.status)
                && !invitation.isExpiredAt(clock.instant());
    }

    /** It can still be sent again, or withdrawn. Nothing was changed yet when it was refused. */
    private static Uni<Void> waits(Invitation invitation, Throwable refused) {
        LOG.infof("invitation %s is not accepted: %s", invitation.id, refused.getMessage());
        return Uni.createFrom().voidItem();
    }
}
