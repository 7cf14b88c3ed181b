package io.latchkey.system.lab;

import static org.awaitility.Awaitility.await;

import io.latchkey.system.lab.History.Change;
import io.latchkey.system.lab.History.Extra;
import io.latchkey.system.lab.History.Holder;
import io.latchkey.system.lab.Http.Answer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Many clients at once, until they are told to stop. */
final class Workload {
    static final List<String> RIGHTS = List.of("reports", "exports", "dashboards");

    private static final int CHANGERS = 2;
    private static final int REVOKERS = 3;
    private static final int CHECKERS = 3;
    /** Tokens that are asked about again: those that were last made, so that each is asked about soon after its end. */
    private static final int RECENT = 24;
    /** How long a token lasts that is soon over, at least: seconds. */
    private static final int BRIEF = 2;

    private final Served served;
    private final Tenant tenant;
    private final History history;
    private final long seed;
    final ExtraTokens tokens;
    final Questions questions;
    final Newcomers newcomers;
    private final List<Thread> clients = new ArrayList<>();
    /** Accounts whose last change was made: the first of each client once they rest, so that it is what a fault may lose. */
    private final Set<String> rested = ConcurrentHashMap.newKeySet();

    private volatile boolean stopped;

    Workload(Served served, Tenant tenant, History history, long seed) {
        this.served = served;
        this.tenant = tenant;
        this.history = history;
        this.seed = seed;
        this.tokens = new ExtraTokens(served, tenant, history, seed, () -> stopped);
        this.questions = new Questions(served, tenant, history);
        this.newcomers = new Newcomers(served, history);
    }

    void start() {
        int busy = history.holders.size() - Tenant.QUIET;
        for (int i = 0; i < CHANGERS; i++) {
            List<Holder> mine = new ArrayList<>();
            for (int holder = i; holder < busy; holder += CHANGERS) {
                mine.add(history.holders.get(holder));
            }
            client(random -> changeRights(mine, random), i);
        }
        List<Holder> changing = history.holders.subList(0, busy);
        for (int i = 0; i < REVOKERS; i++) {
            client(random -> makeAndRevoke(changing, random), 10 + i);
        }
        for (Holder quiet : history.holders.subList(busy, history.holders.size())) {
            client(random -> makeAlone(quiet, random), 40 + history.holders.indexOf(quiet));
        }
        for (int i = 0; i < CHECKERS; i++) {
            client(this::check, 20 + i);
        }
        client(this::register, 30);
    }

    private interface Step {
        void take(Random random);
    }

    private void client(Step step, int number) {
        Random random = new Random(seed + number);
        clients.add(Thread.ofPlatform().daemon().start(() -> {
            while (!stopped) {
                step.take(random);
            }
        }));
    }

    void stop() {
        stopped = true;
        for (Thread client : clients) {
            try {
                client.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    void askAboutEverybody(int instance) {
        history.holders.forEach(holder -> questions.ask(holder, null, false, RIGHTS.getFirst(), 0, instance));
    }

    /** Once the last change of each that rests is made. */
    void awaitRest() {
        await().atMost(Lab.PATIENCE.multipliedBy(2)).until(() -> rested.size() == CHANGERS);
    }

    static void pause(Random random, int from, int to) {
        Lab.lasts((from + random.nextInt(to - from)) / 1000.0);
    }

    private static <T> T any(List<T> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }

    private void changeRights(List<Holder> mine, Random random) {
        if (!tenant.resting) {
            changeRights(any(mine, random), anyRights(random), random);
        } else if (!rested.contains(mine.getFirst().account)) {
            changeRights(mine.getFirst(), others(mine.getFirst()), random);
            rested.add(mine.getFirst().account);
        } else {
            changeRights(any(mine.subList(1, mine.size()), random), anyRights(random), random);
        }
        pause(random, 20, 60);
    }

    private static Set<String> anyRights(Random random) {
        Set<String> rights = new TreeSet<>();
        RIGHTS.stream().filter(right -> random.nextBoolean()).forEach(rights::add);
        return rights;
    }

    /** What it does not hold. */
    private static Set<String> others(Holder holder) {
        Set<String> others = new TreeSet<>(RIGHTS);
        others.removeAll(holder.changes.getLast().rights);
        return others;
    }

    private void changeRights(Holder holder, Set<String> rights, Random random) {
        Map<String, Object> body = new HashMap<>();
        body.put("permissions", rights);
        if (random.nextInt(3) > 0) {
            // So that the account's event rewrites its tokens in the cache, beside their revocations.
            body.put("name", "Robot " + random.nextInt(1000));
        }
        Change change = new Change(rights, System.nanoTime());
        holder.changes.add(change);
        Answer answer = history.noted(served.http()
                .send("PATCH", served.workspace() + tenant.path(holder.account), tenant.asOwner(), body, Lab.PATIENCE));
        if (answer.isDone()) {
            change.revision = answer.revision();
            change.end = answer.end();
            if (random.nextInt(3) > 0) {
                change.knownAt = known(answer.revision(), random);
            }
        } else if (answer.isRefused()) {
            holder.changes.remove(change);
        }
    }

    /** When it was acknowledged that every check sees it, or 0. */
    private long known(String revision, Random random) {
        Answer receipt = history.noted(served.http()
                .send(
                        "GET",
                        served.token(random.nextInt(2)) + "/v1/propagation?wait=PT0.3S&atLeast=" + revision,
                        served.asChecker(),
                        null,
                        Lab.PATIENCE));
        return receipt.isDone() ? receipt.end() : 0;
    }

    /** For an account of which nothing else is changed, so that it waits for nothing but its own commit. */
    private void makeAlone(Holder holder, Random random) {
        tokens.isMade(new Extra(holder, UUID.randomUUID().toString(), null), random);
        pause(random, 400, 800);
    }

    private void makeAndRevoke(List<Holder> holders, Random random) {
        Holder holder = any(tenant.resting ? holders.subList(CHANGERS, holders.size()) : holders, random);
        boolean brief = random.nextInt(3) == 0;
        Extra extra = new Extra(
                holder,
                UUID.randomUUID().toString(),
                brief ? Instant.now().plusSeconds(BRIEF + random.nextInt(3)).truncatedTo(ChronoUnit.SECONDS) : null);
        if (!tokens.isMade(extra, random)) {
            return;
        }
        pause(random, 50, 500);
        if (!brief) {
            tokens.revoke(extra, random.nextInt(2));
            pause(random, 20, 100);
        }
    }

    private void check(Random random) {
        int kind = random.nextInt(10);
        int instance = random.nextInt(2);
        int status;
        if (kind == 0) {
            Holder holder = any(history.holders, random);
            status = questions.ask(holder, null, true, any(RIGHTS, random), 0, instance);
        } else if (kind < 5 || history.extras.isEmpty()) {
            Holder holder = any(history.holders, random);
            status = questions.ask(
                    holder,
                    null,
                    false,
                    any(RIGHTS, random),
                    random.nextInt(3) == 0 ? Questions.seen(holder) : 0,
                    instance);
        } else {
            List<Extra> extras = history.extras;
            int last = extras.size();
            Extra extra = extras.get(last - 1 - random.nextInt(Math.min(RECENT, last)));
            status = extra.value == null ? 200 : questions.ask(extra.holder, extra, false, null, 0, instance);
        }
        if (status == Http.NONE) {
            // Whoever hammers at a door that is shut keeps those busy who are to open it.
            pause(random, 20, 60);
        } else {
            pause(random, 1, 4);
        }
    }

    private void register(Random random) {
        newcomers.register();
        pause(random, 800, 1600);
    }
}
