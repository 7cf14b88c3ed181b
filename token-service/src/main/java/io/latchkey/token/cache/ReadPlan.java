package io.latchkey.token.cache;

import io.latchkey.token.cache.CacheReader.Wanted;
import io.latchkey.token.scopes.DeviceEntry;
import io.latchkey.token.scopes.DeviceGrantEntry;
import io.latchkey.token.scopes.Facts;
import io.latchkey.token.scopes.ScopeEntry;
import io.latchkey.token.scopes.TokenEntry;
import io.latchkey.token.scopes.WorkspaceEntry;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What Redis is asked for some checks at once, in order: how far the workspaces are, then every token, then where the devices
 * are; so that no check says it has seen a revision and answers from what was before it. The lease comes first and last, for
 * Redis may be emptied, or become complete, between two commands.
 */
final class ReadPlan {
    private final List<Wanted> wanted;
    /** Mostly one or two: then a list is looked through sooner than a map. */
    private final List<UUID> workspaces = new ArrayList<>(2);

    private final List<UUID> devices = new ArrayList<>(1);

    ReadPlan(List<Wanted> wanted) {
        this.wanted = wanted;
    }

    List<Request> requests() {
        Request first = Request.cmd(Command.MGET).arg(Keys.EPOCH);
        Request last = Request.cmd(Command.MGET).arg(Keys.EPOCH);
        List<Request> requests = new ArrayList<>(wanted.size() + 2);
        requests.add(first);
        for (Wanted one : wanted) {
            Request token =
                    Request.cmd(Command.HMGET).arg(Keys.token(one.hmac())).arg(Keys.META);
            if (one.workspace() != null) {
                token.arg(Keys.scope(one.workspace()));
                if (isNew(one.workspace(), workspaces)) {
                    first.arg(Keys.workspace(one.workspace()));
                }
            }
            if (one.device() != null) {
                token.arg(Keys.grant(one.device()));
                if (isNew(one.device(), devices)) {
                    last.arg(Keys.device(one.device()));
                }
            }
            if (one.awaited() != null && isNew(one.awaited(), workspaces)) {
                first.arg(Keys.workspace(one.awaited()));
            }
            requests.add(token);
        }
        requests.add(last);
        return requests;
    }

    /** Its place is after the lease and those that came before. */
    private static boolean isNew(UUID id, List<UUID> places) {
        return !places.contains(id) && places.add(id);
    }

    private static Response at(UUID id, List<UUID> places, Response answers) {
        return answers.get(places.indexOf(id) + 1);
    }

    /** Whether Redis held everything all the while. */
    static boolean isLeased(List<Response> answers) {
        return answers.getFirst().get(0) != null && answers.getLast().get(0) != null;
    }

    /** @param index of what was wanted */
    Facts facts(List<Response> answers, int index) {
        Response token = answers.get(index + 1);
        if (token.get(0) == null) {
            return Facts.NONE;
        }
        Wanted one = wanted.get(index);
        Response first = answers.getFirst();
        boolean inWorkspace = one.workspace() != null;
        Response scope = inWorkspace ? token.get(1) : null;
        Response grant = one.device() == null ? null : token.get(inWorkspace ? 2 : 1);
        Response device = one.device() == null ? null : at(one.device(), devices, answers.getLast());
        return new Facts(
                TokenEntry.decode(token.get(0).toString()),
                scope == null ? null : ScopeEntry.decode(scope.toString()),
                grant == null ? null : DeviceGrantEntry.decode(grant.toString()),
                device == null ? null : DeviceEntry.decode(device.toString()),
                workspace(first, one.workspace()),
                workspace(first, one.awaited()),
                first.get(0) == null ? 0 : first.get(0).toLong());
    }

    private WorkspaceEntry workspace(Response first, UUID workspace) {
        if (workspace == null) {
            return null;
        }
        Response entry = at(workspace, workspaces, first);
        return entry == null ? WorkspaceEntry.UNKNOWN : WorkspaceEntry.decode(entry.toString());
    }
}
