package io.latchkey.workspace.access;

import io.latchkey.edge.callers.Caller;
import io.latchkey.edge.callers.CallerLimits;
import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import io.latchkey.workspace.rights.RightsBook;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.function.Function;

/** The way into a workspace: a foreign, a deleted and a missing one all look alike. */
@ApplicationScoped
public class EnterWorkspace {
    private final Workspaces workspaces;
    private final Members members;
    private final RightsBook.Shelf shelf;
    private final Caller caller;

    EnterWorkspace(Workspaces workspaces, Members members, RightsBook.Shelf shelf, Caller caller) {
        this.workspaces = workspaces;
        this.members = members;
        this.shelf = shelf;
        this.caller = caller;
    }

    /** To read: in a session of its own. */
    public <T> Uni<T> read(UUID workspace, Function<Access, Uni<T>> work) {
        Who who = who();
        return Panache.withSession(() -> workspaces
                .findById(workspace)
                .flatMap(found -> access(found, who))
                .flatMap(work::apply));
    }

    /** To change: the workspace stays locked until the transaction under way ends. */
    Uni<Access> locked(UUID workspace) {
        Who who = who();
        return workspaces.locked(workspace).flatMap(found -> access(found, who));
    }

    private record Who(UUID account, CallerLimits limits) {}

    private Who who() {
        return new Who(caller.account(), caller.limits());
    }

    private Uni<Access> access(Workspace workspace, Who who) {
        if (workspace == null || !workspace.isActive() || !who.limits().admitWorkspace(workspace.id)) {
            return Uni.createFrom().failure(missing());
        }
        return members.find(workspace.id, who.account())
                .onItem()
                .ifNull()
                .failWith(EnterWorkspace::missing)
                .flatMap(me -> shelf.open(workspace.id)
                        .map(book -> new Access(
                                workspace,
                                me,
                                book.effective(who.account(), me.rights).within(who.limits()),
                                who.limits(),
                                book)));
    }

    private static Refused missing() {
        return Refused.because(Reason.NOT_FOUND, "There is no such workspace.");
    }
}
