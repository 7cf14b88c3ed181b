package io.latchkey.workspace.invitations;

import io.latchkey.edge.callers.Caller;
import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import io.latchkey.edge.requests.Origin;
import io.latchkey.edge.requests.RequestOrigin;
import io.latchkey.edge.secrets.RandomSecret;
import io.latchkey.workspace.access.Change;
import io.latchkey.workspace.access.ChangeWorkspace;
import io.latchkey.workspace.access.Changed;
import io.latchkey.workspace.access.Workspaces;
import io.latchkey.workspace.audit.Action;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.function.BiFunction;

/** Who was invited accepts or declines, with the code from the mail: it shows that the invitation has reached them. */
@ApplicationScoped
class Answer {
    private final Invitations invitations;
    private final Workspaces workspaces;
    private final ChangeWorkspace changeWorkspace;
    private final Joining joining;
    private final Caller caller;
    private final RequestOrigin requestOrigin;
    private final Clock clock;

    Answer(
            Invitations invitations,
            Workspaces workspaces,
            ChangeWorkspace changeWorkspace,
            Joining joining,
            Caller caller,
            RequestOrigin requestOrigin,
            Clock clock) {
        this.invitations = invitations;
        this.workspaces = workspaces;
        this.changeWorkspace = changeWorkspace;
        this.joining = joining;
        this.caller = caller;
        this.requestOrigin = requestOrigin;
        this.clock = clock;
    }

    /** With whichever account they have logged in with. */
    Uni<Changed<Invitation>> accept(String code) {
        caller.requireNoLimits();
        if (!caller.isPerson()) {
            throw Refused.because(Reason.NOT_ALLOWED, "Invitations are for people.");
        }
        Origin origin = requestOrigin.get();
        return answer(
                code,
                origin,
                (change, invitation) ->
                        joining.join(change, origin.account(), invitation).replaceWith(invitation));
    }

    /** Without being logged in: the code is enough. */
    Uni<Changed<Invitation>> decline(String code) {
        return answer(code, requestOrigin.anonymous(), (change, invitation) -> {
            InvitationView before = InvitationView.of(invitation, clock.instant());
            invitation.status = Invitation.DECLINED;
            invitation.codeHash = null;
            change.note(
                    Action.INVITATION_DECLINED, invitation.id, before, InvitationView.of(invitation, clock.instant()));
            return Uni.createFrom().item(invitation);
        });
    }

    /** The workspace is locked before the invitation is read, as everywhere. */
    private Uni<Changed<Invitation>> answer(
            String code, Origin origin, BiFunction<Change, Invitation, Uni<Invitation>> work) {
        byte[] hash = new RandomSecret(code).hash();
        return Panache.withTransaction(() -> invitations
                .workspaceOf(hash)
                .onItem()
                .ifNull()
                .failWith(Answer::noGood)
                .flatMap(workspaces::locked)
                .flatMap(workspace -> invitations.pendingByCode(hash).flatMap(invitation -> {
                    boolean good =
                            invitation != null && !invitation.isExpiredAt(clock.instant()) && !workspace.isDeleted();
                    if (!good) {
                        throw noGood();
                    }
                    return changeWorkspace.unattended(workspace, origin, change -> work.apply(change, invitation));
                })));
    }

    private static Refused noGood() {
        return Refused.field("code", "is no good; the invitation may have expired, been withdrawn or been answered");
    }
}
