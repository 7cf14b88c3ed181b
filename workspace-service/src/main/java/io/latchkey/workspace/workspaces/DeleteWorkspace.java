package io.latchkey.workspace.workspaces;

import io.latchkey.workspace.access.Change;
import io.latchkey.workspace.access.ChangeWorkspace;
import io.latchkey.workspace.access.Changed;
import io.latchkey.workspace.access.Members;
import io.latchkey.workspace.audit.Action;
import io.latchkey.workspace.devices.Devices;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Ends a workspace: everybody in it loses their scope there, its API users end. Its slug is never given again. */
@ApplicationScoped
class DeleteWorkspace {
    private final ChangeWorkspace changeWorkspace;
    private final Members members;
    private final Devices devices;

    DeleteWorkspace(ChangeWorkspace changeWorkspace, Members members, Devices devices) {
        this.changeWorkspace = changeWorkspace;
        this.members = members;
        this.devices = devices;
    }

    Uni<Changed<Void>> delete(UUID workspace) {
        return changeWorkspace.change(workspace, change -> {
            change.access().requireOwner();
            change.note(Action.WORKSPACE_DELETED, workspace, WorkspaceView.of(change.workspace()), null);
            change.workspaceDeleted();
            return removeAll(change);
        });
    }

    private Uni<Void> removeAll(Change change) {
        UUID workspace = change.workspace().id;
        return members.all(workspace)
                .invoke(everybody -> everybody.forEach(change::memberRemoved))
                .flatMap(everybody -> devices.ids(workspace))
                .invoke(ids -> ids.forEach(change::deviceRemoved))
                .flatMap(ids -> members.delete("id.workspace", workspace))
                .flatMap(gone -> devices.delete("workspace", workspace))
                .replaceWithVoid();
    }
}
