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
    private static final long UNREAD = -1;

    private final List<Wanted> wanted;
    /** Mostly one or two: then a list is looked through sooner than a map. */
    private final List<Place> workspaces = new ArrayList<>(2);

    private final List<UUID> devices = new ArrayList<>(1);
    private long heardAt = UNREAD;

    /** Of a workspace what all that ask about it have in common. */
    private static final class Place {
        private final UUID workspace;
        private final String scope;
        private WorkspaceEntry entry;

        Place(UUID workspace) {
            this.workspace = workspace;
            this.scope = Keys.scope(workspace);
        }
    }

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
                token.arg(place(one.workspace(), first).scope);
            }
            if (one.device() != null) {
                token.arg(Keys.grant(one.device()));
                if (!devices.contains(one.device())) {
                    devices.add(one.device());
                    last.arg(Keys.device(one.device()));
                }
            }
            if (one.awaited() != null) {
                place(one.awaited(), first);
            }
            requests.add(token);
        }
        requests.add(last);
        return requests;
    }

    /** Asks for it, too, where that is new; the answer is where it is here, after the lease. */
    private Place place(UUID workspace, Request first) {
        int known = indexOf(workspace);
        if (known >= 0) {
            return workspaces.get(known);
        }
        Place place = new Place(workspace);
        workspaces.add(place);
        first.arg(Keys.workspace(workspace));
        return place;
    }

    private int indexOf(UUID workspace) {
        for (int i = 0; i < workspaces.size(); i++) {
            if (workspaces.get(i).workspace.equals(workspace)) {
                return i;
            }
        }
        return -1;
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
        Response device = one.device() == null ? null : answers.getLast().get(devices.indexOf(one.device()) + 1);
        return new Facts(
                TokenEntry.decode(token.get(0).toString()),
                scope == null ? null : ScopeEntry.decode(scope.toString()),
                grant == null ? null : DeviceGrantEntry.decode(grant.toString()),
                device == null ? null : DeviceEntry.decode(device.toString()),
                workspace(first, one.workspace()),
                workspace(first, one.awaited()),
                heardAt(first));
    }

    private WorkspaceEntry workspace(Response first, UUID workspace) {
        if (workspace == null) {
            return null;
        }
        int index = indexOf(workspace);
        Place place = workspaces.get(index);
        if (place.entry == null) {
            Response entry = first.get(index + 1);
            place.entry = entry == null ? WorkspaceEntry.UNKNOWN : WorkspaceEntry.decode(entry.toString());
        }
        return place.entry;
    }

    private long heardAt(Response first) {
        if (heardAt == UNREAD) {
            heardAt = first.get(0) == null ? 0 : first.get(0).toLong();
        }
        return heardAt;
    }
}
