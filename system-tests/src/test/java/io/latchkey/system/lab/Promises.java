package io.latchkey.system.lab;

import com.fasterxml.jackson.databind.JsonNode;
import io.latchkey.system.lab.History.Change;
import io.latchkey.system.lab.History.Checked;
import io.latchkey.system.lab.History.Extra;
import io.latchkey.system.lab.History.Holder;
import io.latchkey.system.lab.History.Registration;
import io.latchkey.system.lab.Http.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads a history, and what there is in the end, against what is promised. */
final class Promises {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int LAST_EXTRAS = 100;
    /** Clocks that are this near to one another are right: nanoseconds. */
    private static final long SAME_TIME = 500_000_000;

    private final Served served;
    private final Tenant tenant;
    private final History history;

    Promises(Served served, Tenant tenant, History history) {
        this.served = served;
        this.tenant = tenant;
        this.history = history;
    }

    record Broken(Promise promise, String how) {}

    /** A stretch of time. */
    record Window(long from, long until) {
        static final Window NONE = new Window(0, 0);

        boolean covers(Checked check) {
            return check.start() >= from && check.start() < until;
        }
    }

    /**
     * What a fault changes in what is promised.
     *
     * @param lost after a failover that has lost acknowledged writes another instance than the one that made a change, or
     *     a token, may go on with the state before it, for as long as the lease lasts
     * @param late in it nothing may be allowed, since events are later than the configured bound
     * @param answered in it every check is answered, since nothing that it needs is away
     */
    record Terms(Window lost, Window late, Window answered) {
        static final Terms USUAL = new Terms(Window.NONE, Window.NONE, Window.NONE);
    }

    List<Broken> inHistory(Terms terms) {
        List<Broken> broken = new ArrayList<>();
        for (Checked check : history.checks) {
            Broken found = check.status() == 200 ? verdict(check, terms) : status(check, terms.answered());
            if (found != null) {
                broken.add(found);
            }
        }
        history.statuses.stream()
                .filter(status -> status >= 500 && status != 503)
                .map(status -> new Broken(Promise.D, "a change was answered with " + status))
                .forEach(broken::add);
        history.waits.stream()
                .filter(wait -> wait.took().compareTo(wait.atMost()) > 0)
                .map(wait -> new Broken(
                        Promise.C,
                        "a change was seen only after %d ms"
                                .formatted(wait.took().toMillis())))
                .forEach(broken::add);
        return broken;
    }

    private static Broken status(Checked check, Window answered) {
        // One that waits for a revision may do so in vain.
        if (answered.covers(check) && check.seen() == 0) {
            return new Broken(
                    Promise.D,
                    "instance %d answered a check with %d after %d ms"
                            .formatted(check.instance(), check.status(), (check.end() - check.start()) / 1_000_000));
        }
        return check.status() == Http.NONE || check.status() == 503
                ? null
                : new Broken(Promise.D, "a check was answered with " + check.status());
    }

    private static Broken verdict(Checked check, Terms terms) {
        if (check.verdict().equals("allowed") && terms.late().covers(check)) {
            return new Broken(Promise.A, "allowed though events are late beyond the bound");
        }
        if (check.foreign()) {
            return switch (check.verdict()) {
                case "wrong_workspace" -> null;
                case "allowed" -> new Broken(Promise.E, "a foreign token was allowed");
                default -> new Broken(Promise.D, "a foreign token was " + check.verdict());
            };
        }
        return check.extra() == null ? ofHolder(check, terms.lost()) : ofExtra(check, terms.lost());
    }

    private static Broken ofExtra(Checked check, Window lost) {
        Extra extra = check.extra();
        boolean allowed = check.verdict().equals("allowed");
        if (extra.revocationEnd > 0 && check.start() > extra.revocationEnd && allowed) {
            boolean excused = lost.covers(check) && check.instance() != extra.revokedBy;
            return excused
                    ? null
                    : new Broken(
                            Promise.A,
                            "a token was allowed %d ms after its revocation, by instance %d (revoked by %d)"
                                    .formatted(
                                            millis(check.start() - extra.revocationEnd),
                                            check.instance(),
                                            extra.revokedBy));
        }
        if (check.start() > extra.over + SAME_TIME && allowed) {
            return new Broken(
                    Promise.A,
                    "a token was allowed %d ms after its expiry, by instance %d"
                            .formatted(millis(check.start() - extra.over), check.instance()));
        }
        boolean good = check.end() < extra.over - SAME_TIME
                && (extra.revocationStart == 0 || check.end() < extra.revocationStart);
        boolean notHeardOf = lost.covers(check)
                && check.instance() != extra.madeBy
                && check.verdict().equals("unknown");
        return good && !allowed && !notHeardOf ? new Broken(Promise.D, "a good token was " + check.verdict()) : null;
    }

    private static Broken ofHolder(Checked check, Window lost) {
        if (check.verdict().equals("missing_permission")) {
            return null;
        }
        if (!check.verdict().equals("allowed")) {
            return new Broken(Promise.D, "a good token was " + check.verdict());
        }
        List<Change> changes = List.copyOf(check.holder().changes);
        int known = check.seen() - 1;
        for (int i = 0; i < changes.size(); i++) {
            long at = changes.get(i).knownAt;
            if (at > 0 && at <= check.start()) {
                known = Math.max(known, i);
            }
        }
        if (mayHold(changes, known, check) || lost.covers(check)) {
            return null;
        }
        return new Broken(
                Promise.A,
                "%s was allowed by instance %d %d ms after its removal was known%s"
                        .formatted(
                                check.permission(),
                                check.instance(),
                                millis(check.start() - changes.get(known).end),
                                check.seen() > 0 ? " and asked for" : ""));
    }

    /** By the last change that is known everywhere, or one after it that may have been done by then. */
    private static boolean mayHold(List<Change> changes, int known, Checked check) {
        for (int i = Math.max(known, 0); i < changes.size(); i++) {
            Change change = changes.get(i);
            if (change.start <= check.end() && change.rights.contains(check.permission())) {
                return true;
            }
        }
        return false;
    }

    private static long millis(long nanos) {
        return nanos / 1_000_000;
    }

    /** Once everything is well again: what is still not as it should be when patience is over. */
    List<Broken> inTheEnd(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        List<Broken> broken = now();
        while (!broken.isEmpty() && System.nanoTime() < deadline) {
            Lab.lasts(0.3);
            broken = now();
        }
        return broken;
    }

    private List<Broken> now() {
        List<Broken> broken = new ArrayList<>();
        history.holders.forEach(holder -> holder(holder, broken));
        List<Extra> extras =
                history.extras.stream().filter(extra -> extra.value != null).toList();
        int last = Math.max(0, extras.size() - LAST_EXTRAS);
        extras.subList(last, extras.size()).forEach(extra -> extra(extra, broken));
        extras.subList(0, last).stream().filter(Extra::isInDoubt).forEach(extra -> extra(extra, broken));
        history.registrations.forEach(registration -> registration(registration, broken));
        for (int instance = 0; instance < 2; instance++) {
            String verdict = verdict(tenant.foreignToken, "reports", instance);
            if (!"wrong_workspace".equals(verdict)) {
                broken.add(
                        new Broken(Promise.C, "instance %d says %s of a foreign token".formatted(instance, verdict)));
            }
        }
        return broken;
    }

    private void holder(Holder holder, List<Broken> broken) {
        Answer present = served.http()
                .send("GET", served.workspace() + tenant.path(holder.account), tenant.asOwner(), null, PATIENCE);
        if (present.status() != 200) {
            broken.add(new Broken(Promise.C, "an API user is answered with " + present.status()));
            return;
        }
        Set<String> rights = new TreeSet<>();
        present.body().path("permissions").forEach(right -> rights.add(right.asText()));
        if (!possible(holder).contains(rights)) {
            broken.add(new Broken(Promise.B, "an acknowledged change of rights is lost"));
        }
        for (String right : Workload.RIGHTS) {
            for (int instance = 0; instance < 2; instance++) {
                String expected = rights.contains(right) ? "allowed" : "missing_permission";
                String verdict = verdict(holder.token, right, instance);
                if (!expected.equals(verdict)) {
                    broken.add(new Broken(
                            Promise.C, "instance %d says %s, not %s".formatted(instance, verdict, expected)));
                }
            }
        }
        doneTwice(holder, broken);
    }

    /** The last acknowledged one, or any after it, each of which may be done. */
    private static Set<Set<String>> possible(Holder holder) {
        List<Change> changes = holder.changes;
        int last = 0;
        for (int i = 0; i < changes.size(); i++) {
            if (changes.get(i).end > 0) {
                last = i;
            }
        }
        Set<Set<String>> possible = new HashSet<>();
        changes.subList(last, changes.size()).forEach(change -> possible.add(change.rights));
        return possible;
    }

    private void doneTwice(Holder holder, List<Broken> broken) {
        Map<String, Integer> named = new HashMap<>();
        String after = "";
        while (after != null) {
            Answer page = served.http()
                    .send(
                            "GET",
                            served.token(1) + "/v1/tokens?limit=1000&account=" + holder.account + after,
                            tenant.asOwner(),
                            null,
                            PATIENCE);
            for (JsonNode token : page.body().path("items")) {
                named.merge(token.path("name").asText(), 1, Integer::sum);
            }
            after = page.text("next") == null ? null : "&after=" + page.text("next");
        }
        history.extras.stream()
                .filter(extra -> named.getOrDefault(extra.name, 0) > 1)
                .forEach(extra -> broken.add(new Broken(Promise.B, "a token was made twice with one Idempotency-Key")));
    }

    private void extra(Extra extra, List<Broken> broken) {
        boolean revoked = extra.revocationEnd > 0 || extra.isInDoubt() && isRevoked(extra);
        for (int instance = 0; instance < 2; instance++) {
            String verdict = verdict(extra.value, null, instance);
            if (revoked && !"revoked".equals(verdict)) {
                Promise promise = "allowed".equals(verdict) ? Promise.A : Promise.C;
                broken.add(new Broken(
                        promise, "instance %d says %s of a revoked token in the end".formatted(instance, verdict)));
            }
            if (System.nanoTime() > extra.over + SAME_TIME) {
                if (!"expired".equals(verdict)) {
                    broken.add(new Broken(
                            "allowed".equals(verdict) ? Promise.A : Promise.C,
                            "instance %d says %s of an expired token in the end".formatted(instance, verdict)));
                }
            } else if (extra.revocationStart == 0 && !"allowed".equals(verdict)) {
                broken.add(new Broken(
                        Promise.C, "instance %d says %s of a good token in the end".formatted(instance, verdict)));
            }
        }
    }

    private boolean isRevoked(Extra extra) {
        Answer kept =
                served.http().send("GET", served.token(0) + "/v1/tokens/" + extra.id, tenant.asOwner(), null, PATIENCE);
        return "revoked".equals(kept.text("status"));
    }

    private String verdict(String token, String permission, int instance) {
        Map<String, String> question = new HashMap<>(Map.of("token", token, "workspace", tenant.workspace));
        if (permission != null) {
            question.put("permission", permission);
        }
        Answer answer = served.http()
                .send("POST", served.token(instance) + "/v1/check", served.asChecker(), question, PATIENCE);
        return answer.status() == 200 ? answer.text("verdict") : "status " + answer.status();
    }

    /** Every account has a token. */
    private void registration(Registration registration, List<Broken> broken) {
        Answer session = served.http()
                .send(
                        "POST",
                        served.identity() + "/v1/sessions",
                        Map.of(),
                        Map.of("email", registration.email(), "password", registration.password()),
                        PATIENCE);
        Answer tokens = served.http()
                .send(
                        "GET",
                        served.token(1) + "/v1/tokens",
                        Map.of("Authorization", "Bearer " + session.text("accessToken")),
                        null,
                        PATIENCE);
        if (tokens.body().path("items").isEmpty()) {
            broken.add(new Broken(Promise.B, "somebody who registered has no token"));
        }
    }
}
