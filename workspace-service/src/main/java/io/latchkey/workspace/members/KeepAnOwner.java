package io.latchkey.workspace.members;

import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import io.latchkey.workspace.access.Change;
import io.latchkey.workspace.access.Members;
import io.latchkey.workspace.rights.Rights;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Owners are touched by owners only, and one always stays. */
@ApplicationScoped
class KeepAnOwner {
    private final Members members;

    KeepAnOwner(Members members) {
        this.members = members;
    }

    /** @param ownerGoes whether the change takes ownership from whoever holds these rights */
    Uni<Void> unless(Change change, boolean ownerGoes, Rights held) {
        if (held.isOwner()) {
            change.access().requireOwner();
        }
        if (!ownerGoes) {
            return Uni.createFrom().voidItem();
        }
        return members.owners(change.workspace().id)
                .invoke(owners -> {
                    if (owners <= 1) {
                        throw Refused.because(
                                Reason.LAST_OWNER, "The last owner cannot be removed; make somebody else owner first.");
                    }
                })
                .replaceWithVoid();
    }
}
