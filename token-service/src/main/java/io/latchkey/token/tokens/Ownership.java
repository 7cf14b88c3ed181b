package io.latchkey.token.tokens;

import io.latchkey.edge.callers.Caller;
import io.latchkey.edge.callers.CallerLimits;
import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Iterator;
import java.util.UUID;

/**
 * Whose tokens a caller may deal with: their own, and those of API users in a workspace where they hold the permission
 * members. Who sees a value can do all that it can, so that needs the API user's rights too.
 */
@ApplicationScoped
class Ownership {
    private static final String SCOPES = """
            select mine.workspace,
                   mine.permissions, mine.every_device, mine.device_ids, mine.device_permissions, mine.teams,
                   theirs.permissions as p, theirs.every_device as e, theirs.device_ids as i,
                   theirs.device_permissions as d, theirs.teams as t
            from scope theirs
            join scope mine on mine.workspace = theirs.workspace and mine.account = $1 and mine.status = 'active'
            where theirs.account = $2 and theirs.kind = 'api-user' and theirs.status = 'active'""";

    private final Pool pool;
    private final Caller caller;

    Ownership(Pool pool, Caller caller) {
        this.pool = pool;
        this.caller = caller;
    }

    enum Need {
        /** To see that it exists, or to end it. */
        MANAGE,
        /** To get hold of its value. */
        USE
    }

    /** Fails with NOT_FOUND where the account is none of the caller's business, so that nothing is learnt of it. */
    Uni<Void> require(UUID account, Need need) {
        if (account.equals(caller.account())) {
            caller.requireNoLimits();
            return Uni.createFrom().voidItem();
        }
        CallerLimits limits = caller.limits();
        return pool.preparedQuery(SCOPES)
                .execute(Tuple.of(caller.account(), account))
                .map(rows -> rows.iterator())
                .invoke(found -> judge(found, need, limits))
                .replaceWithVoid();
    }

    private static void judge(Iterator<Row> found, Need need, CallerLimits limits) {
        if (!found.hasNext()) {
            throw missing();
        }
        Row row = found.next();
        HeldScope mine = HeldScope.of(row).within(limits);
        if (!limits.admitWorkspace(mine.workspace()) || !mine.permissions().contains("members")) {
            throw missing();
        }
        HeldScope theirs = new HeldScope(
                mine.workspace(),
                java.util.Set.of(row.getArrayOfStrings("p")),
                java.util.Set.of(row.getArrayOfStrings("e")),
                java.util.Set.of(row.getArrayOfUUIDs("i")),
                java.util.Set.of(row.getArrayOfStrings("d")),
                java.util.Set.of(row.getArrayOfUUIDs("t")));
        if (need == Need.USE && !mine.covers(theirs)) {
            throw Refused.because(Reason.BEYOND_OWN_RIGHTS, "This API user may do more than you may.");
        }
    }

    static Refused missing() {
        return Refused.because(Reason.NOT_FOUND, "There is no such token or account.");
    }
}
