package io.latchkey.workspace.access;

import io.latchkey.edge.callers.Caller;
import io.latchkey.edge.callers.CallerLimits;
import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import io.latchkey.workspace.organizations.Standing;
import io.latchkey.workspace.organizations.Standings;
import io.latchkey.workspace.rights.Catalogue;
import io.latchkey.workspace.rights.EffectiveRights;
import io.latchkey.workspace.rights.RightsBook;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/**
 * The way into a workspace: a foreign, a deleted and a missing one all look alike. Members come in, and whoever may do
 * something in all workspaces of its organization.
 */
@ApplicationScoped
public class EnterWorkspace {
    private final Workspaces workspaces;
    private final Members members;
    private final Standings standings;
    private final RightsBook.Shelf shelf;
    private final Catalogue catalogue;
    private final Caller caller;

    EnterWorkspace(
            Workspaces workspaces,
            Members members,
            Standings standings,
            RightsBook.Shelf shelf,
            Catalogue catalogue,
            Caller caller) {
        this.workspaces = workspaces;
        this.members = members;
        this.standings = standings;
        this.shelf = shelf;
        this.catalogue = catalogue;
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
    Uni<Access> locked(UUID workspace, Who who) {
        return workspaces.locked(workspace).flatMap(found -> access(found, who));
    }

    record Who(UUID account, CallerLimits limits) {}

    /** Of the request under way. */
    Who who() {
        return new Who(caller.account(), caller.limits());
    }

    private Uni<Access> access(Workspace workspace, Who who) {
        if (workspace == null || workspace.isDeleted() || !who.limits().admitWorkspace(workspace.id)) {
            return Uni.createFrom().failure(missing());
        }
        return standings(workspace, who)
                .flatMap(acting -> members.find(workspace.id, who.account()).flatMap(me -> {
                    Standing standing =
                            acting == null ? Standing.NONE : acting.getOrDefault(who.account(), Standing.NONE);
                    if (me == null && standing.permissions().stream().noneMatch(catalogue::isOfWorkspaces)) {
                        throw missing();
                    }
                    return shelf.open(workspace.id, workspace.edition)
                            .map(book -> access(workspace, me, standing, acting, who, book));
                }));
    }

    /** A token that is cut down to a part does not act for the organization. */
    private Uni<Map<UUID, Standing>> standings(Workspace workspace, Who who) {
        return who.limits().areNone()
                ? standings.everybody(workspace.organization)
                : Uni.createFrom().nullItem();
    }

    private static Access access(
            Workspace workspace,
            Member me,
            Standing standing,
            Map<UUID, Standing> standings,
            Who who,
            RightsBook book) {
        EffectiveRights held = me == null ? EffectiveRights.NONE : book.effective(me.account(), me.rights);
        EffectiveRights mine = held.with(standing.permissions()).within(who.limits());
        return new Access(workspace, me, mine, standing, standings, who.limits(), book);
    }

    private static Refused missing() {
        return Refused.because(Reason.NOT_FOUND, "There is no such workspace.");
    }
}
