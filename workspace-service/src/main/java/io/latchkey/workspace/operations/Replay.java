package io.latchkey.workspace.operations;

import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import io.latchkey.edge.requests.Origin;
import io.latchkey.edge.revisions.Revision;
import io.latchkey.workspace.access.Change;
import io.latchkey.workspace.access.ChangeWorkspace;
import io.latchkey.workspace.access.Changed;
import io.latchkey.workspace.access.Workspace;
import io.latchkey.workspace.access.Workspaces;
import io.latchkey.workspace.audit.Action;
import io.latchkey.workspace.devices.Devices;
import io.latchkey.workspace.upgrades.TellEverybody;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Tells all of a workspace's state once more, with a revision of its own, so that nobody takes it for old. */
@ApplicationScoped
class Replay {
    private static final Logger LOG = Logger.getLogger(Replay.class);

    private final Workspaces workspaces;
    private final Devices devices;
    private final ChangeWorkspace changeWorkspace;
    private final TellEverybody tellEverybody;

    Replay(Workspaces workspaces, Devices devices, ChangeWorkspace changeWorkspace, TellEverybody tellEverybody) {
        this.workspaces = workspaces;
        this.devices = devices;
        this.changeWorkspace = changeWorkspace;
        this.tellEverybody = tellEverybody;
    }

    /** For the audit log. */
    @RegisterForReflection
    record By(String operator) {}

    Uni<Revision> replay(UUID workspace, Origin origin, String operator) {
        return replay(workspace, origin, new By(operator))
                .onItem()
                .ifNull()
                .failWith(() -> Refused.because(Reason.NOT_FOUND, "There is no such workspace."))
                .invoke(revision -> LOG.infof("operator %s has replayed workspace %s", operator, workspace));
    }

    /** In its turn: nobody asked for it, so the audit log says nothing of it. Null where the workspace is gone. */
    Uni<Revision> replay(UUID workspace) {
        return replay(workspace, Origin.event(null), (By) null);
    }

    private Uni<Revision> replay(UUID workspace, Origin origin, By by) {
        return Panache.withTransaction(() -> workspaces
                .locked(workspace)
                .flatMap(found -> found == null || found.isDeleted()
                        ? Uni.createFrom().nullItem()
                        : replay(found, origin, by).map(Changed::revision)));
    }

    private Uni<Changed<Void>> replay(Workspace workspace, Origin origin, By by) {
        return changeWorkspace.unattended(workspace, origin, change -> {
            change.everythingRetold();
            if (by != null) {
                change.note(Action.WORKSPACE_REPLAYED, workspace.id, null, by);
            }
            return tellEverybody.tell(change).flatMap(told -> allDevices(change));
        });
    }

    private Uni<Void> allDevices(Change change) {
        return devices.ids(change.workspace().id).invoke(change::devicesChanged).replaceWithVoid();
    }
}
