package io.latchkey.workspace.workspaces;

import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import io.latchkey.workspace.access.ChangeWorkspace;
import io.latchkey.workspace.access.Changed;
import io.latchkey.workspace.access.Workspace;
import io.latchkey.workspace.audit.Action;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Closes a workspace for everybody without losing anything in it, and opens it again. */
@ApplicationScoped
class ArchiveWorkspace {
    private final ChangeWorkspace changeWorkspace;

    ArchiveWorkspace(ChangeWorkspace changeWorkspace) {
        this.changeWorkspace = changeWorkspace;
    }

    Uni<Changed<Workspace>> archive(UUID workspace) {
        return set(workspace, true, Action.WORKSPACE_ARCHIVED, "The workspace is archived already.");
    }

    Uni<Changed<Workspace>> restore(UUID workspace) {
        return set(workspace, false, Action.WORKSPACE_RESTORED, "The workspace is not archived.");
    }

    private Uni<Changed<Workspace>> set(UUID workspace, boolean archived, Action action, String already) {
        return changeWorkspace.changeEvenArchived(workspace, change -> {
            change.access().requireOwnerOr("org:workspaces");
            Workspace changed = change.workspace();
            if (changed.isActive() != archived) {
                throw Refused.because(Reason.CONFLICT, already);
            }
            WorkspaceView before = WorkspaceView.of(changed);
            change.workspaceArchived(archived);
            change.note(action, workspace, before, WorkspaceView.of(changed));
            return Uni.createFrom().item(changed);
        });
    }
}
