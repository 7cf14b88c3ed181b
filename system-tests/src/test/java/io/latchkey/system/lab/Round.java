package io.latchkey.system.lab;

import static org.awaitility.Awaitility.await;

import io.latchkey.system.lab.History.Change;
import io.latchkey.system.lab.History.Checked;
import io.latchkey.system.lab.History.Holder;
import io.latchkey.system.lab.Promises.Broken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;

/** Something that happens while the workload goes on, and what came of it. */
final class Round {
    private static final long SEED = Long.getLong("seed", System.nanoTime());
    private static final double BEFORE = 1.5;
    private static final double AFTER = 2.5;
    /** Until a change must be seen that is made after everything is whole again. */
    private static final Duration LONGEST_AFTER = Duration.ofSeconds(8);

    private final Served served;
    private final Tenant tenant;

    Round(Served served, Tenant tenant) {
        this.served = served;
        this.tenant = tenant;
    }

    /**
     * @param recoveryMillis from the end of the fault until every instance answered checks; -1 where it did not
     * @param visibleMillis from the end of the fault until a change made after it was seen, by a check or by a receipt
     */
    record Outcome(int operations, List<Broken> broken, long recoveryMillis, long visibleMillis) {}

    /** What happens meanwhile; it returns once everything is whole again. */
    interface Happening {
        Promises.Terms happens() throws Exception;
    }

    Outcome run(Happening happening, Duration patience) throws Exception {
        return run(happening, patience, true);
    }

    /** A control: where the history is broken already, it is of no interest what is so in the end. */
    Outcome untilBroken(Happening happening, Duration patience) throws Exception {
        return run(happening, patience, false);
    }

    private Outcome run(Happening happening, Duration patience, boolean toTheEnd) throws Exception {
        // What the fault before has broken may just be mending.
        await().untilAsserted(tenant.owner::logsIn);
        tenant.resting = false;
        History history = new History();
        tenant.holders.forEach((account, token) -> history.holders.add(new Holder(account, token, rights(account))));
        Workload workload = new Workload(served, tenant, history, SEED);
        tenant.clients = workload;
        workload.start();
        Lab.lasts(BEFORE);
        Promises.Terms terms;
        long over;
        try {
            terms = happening.happens();
            over = terms.late().until() > 0 ? terms.late().until() : System.nanoTime();
            askUntilAnswered(workload.questions, history.holders.getFirst(), over);
            Lab.lasts(AFTER);
            if (toTheEnd) {
                untilBack(history, over);
            }
        } finally {
            workload.stop();
        }
        Promises promises = new Promises(served, tenant, history);
        List<Broken> broken = new ArrayList<>(promises.inHistory(terms));
        if (toTheEnd || broken.isEmpty()) {
            broken.addAll(promises.inTheEnd(patience));
        }
        int changes = history.holders.stream()
                .mapToInt(holder -> holder.changes.size())
                .sum();
        return new Outcome(
                history.checks.size() + changes + 2 * history.extras.size() + history.registrations.size(),
                broken,
                recovered(history, over),
                visible(history, over));
    }

    private Set<String> rights(String account) {
        Http.Answer present = served.http()
                .send("GET", served.workspace() + tenant.path(account), tenant.asOwner(), null, Lab.PATIENCE);
        Set<String> rights = new TreeSet<>();
        present.body().path("permissions").forEach(right -> rights.add(right.asText()));
        return rights;
    }

    private static long recovered(History history, long over) {
        long slowest = 0;
        for (int instance = 0; instance < 2; instance++) {
            int asked = instance;
            long first = history.checks.stream()
                    .filter(check -> check.instance() == asked && check.start() >= over && check.status() == 200)
                    .mapToLong(Checked::end)
                    .min()
                    .orElse(-1);
            if (first < 0) {
                return -1;
            }
            slowest = Math.max(slowest, first - over);
        }
        return slowest / 1_000_000;
    }

    /** Each instance by a client of its own: the others may all be waiting for a change that is still on its way. */
    private static void askUntilAnswered(Questions questions, Holder holder, long over) {
        for (int instance = 0; instance < 2; instance++) {
            int asked = instance;
            Thread.ofPlatform().daemon().start(() -> {
                while (questions.ask(holder, null, false, Workload.RIGHTS.getFirst(), 0, asked) != 200
                        && System.nanoTime() - over < LONGEST_AFTER.toNanos()) {
                    Lab.lasts(0.02);
                }
            });
        }
    }

    private static void untilBack(History history, long over) {
        while ((recovered(history, over) < 0 || visible(history, over) < 0)
                && System.nanoTime() - over < LONGEST_AFTER.toNanos()) {
            Lab.lasts(0.2);
        }
    }

    private static long visible(History history, long over) {
        LongStream receipts = history.holders.stream()
                .flatMap(holder -> holder.changes.stream())
                .filter((Change change) -> change.start >= over && change.knownAt > 0)
                .mapToLong(change -> change.knownAt);
        LongStream checks =
                history.checks.stream().filter(check -> hasSeen(check, over)).mapToLong(Checked::end);
        return LongStream.concat(receipts, checks)
                .map(at -> (at - over) / 1_000_000)
                .min()
                .orElse(-1);
    }

    /** Whether it was asked to see a change that was made after that, and did. */
    private static boolean hasSeen(Checked check, long over) {
        return check.seen() > 0
                && check.status() == 200
                && check.holder().changes.get(check.seen() - 1).start >= over;
    }
}
