package io.latchkey.system.lab;

import static io.latchkey.system.lab.Lab.lasts;

import io.latchkey.system.lab.History.Extra;
import io.latchkey.system.lab.Promises.Terms;
import io.latchkey.system.lab.Promises.Window;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.params.RestoreParams;

/** What can break. */
final class Faults {
    /** When changes must be seen that nothing keeps. */
    private static final Duration SOON = Duration.ofSeconds(5);

    /** How long after a failover an instance may go on with what Redis has lost, at the most. */
    private static final Duration FAILOVER_BOUND = Duration.ofSeconds(5);

    private static final Duration BEHIND = Duration.ofMinutes(-5);
    private static final List<String> SERVERS_AND_SERVICES =
            List.of("identity-service", "workspace-service", "token-service", "kafka", "redis", "postgres");

    private Faults() {}

    /** Those that can be had here. */
    static List<Fault> all() {
        Stream<Fault> ofClocks = OwnClock.canBeHad() ? Stream.of(clockBehind()) : Stream.empty();
        return Stream.concat(whereClocksAreRight().stream(), ofClocks).toList();
    }

    private static Fault clockBehind() {
        return Fault.of("the clock of an instance 5 minutes behind", Promise.A, "later-clock", (lab, tenant) -> {
            OwnClock clock = new OwnClock(lab.stack.data());
            lab.secondHasAClockOfItsOwn(clock);
            clock.isAhead(BEHIND);
            lasts(9);
            clock.isAhead(Duration.ZERO);
            lasts(2);
            lab.killSecond();
            lab.secondIsBack();
        });
    }

    private static List<Fault> whereClocksAreRight() {
        return List.of(
                Fault.of("Redis emptied", Promise.D, "lease", (lab, tenant) -> {
                    lab.redis(Jedis::flushAll);
                    lasts(2);
                }),
                Fault.of("Redis emptied again and again while it is filled", Promise.D, "lease", (lab, tenant) -> {
                    for (int i = 0; i < 8; i++) {
                        lab.redis(Jedis::flushAll);
                        lasts(0.4);
                    }
                }),
                Fault.of("Redis killed, and started empty", Promise.D, "lease", (lab, tenant) -> {
                    lab.kill("redis");
                    lab.isUp("redis");
                    lasts(2);
                }),
                Fault.of("Redis restored from an old snapshot", Promise.A, "lease", (lab, tenant) -> {
                    Snapshot old = new Snapshot();
                    lab.redis(old::take);
                    lasts(3);
                    lab.kill("redis");
                    lab.isUp("redis");
                    lab.redis(old::restore);
                    lasts(2);
                }),
                Fault.of(
                        "Redis takes no writes (out of memory); once it does, PostgreSQL is away",
                        Promise.A,
                        "lease",
                        (lab, tenant) -> {
                            lab.redis(redis -> redis.configSet("maxmemory", "1"));
                            // Longer than it takes until changes are acknowledged that Redis does not have.
                            lasts(7);
                            lab.postgresOfTokensIsCut();
                            lab.redis(redis -> redis.configSet("maxmemory", "0"));
                            lasts(4);
                            lab.mend();
                        }),
                Fault.of("Redis cut off from every instance", Promise.C, "notes", (lab, tenant) -> {
                    lab.redis[0].cut();
                    lab.redis[1].cut();
                    lasts(5);
                    tenant.resting = true;
                    lasts(1);
                    lab.mend();
                }),
                Fault.of("Redis a black hole for one instance", Promise.A, "notes", (lab, tenant) -> {
                    lab.redis[0].swallow();
                    lasts(8);
                    // Everything that was sent meanwhile arrives now.
                    lab.mend();
                }),
                Fault.of("an instance frozen while Redis is emptied", Promise.D, "lease", (lab, tenant) -> {
                    lab.stack.freeze("token-service");
                    lab.redis(Jedis::flushAll);
                    // The clients may all be waiting for the frozen one.
                    tenant.clients.askAboutEverybody(1);
                    lasts(8);
                    lab.stack.thaw("token-service");
                    lasts(2);
                }),
                Fault.of("killed between PostgreSQL's commit and Redis", Promise.C, "notes", (lab, tenant) -> {
                    lab.redis[0].cut();
                    lab.redis[1].cut();
                    lasts(1);
                    tenant.resting = true;
                    tenant.clients.awaitRest();
                    // Until it is in PostgreSQL, and is not in Redis.
                    lasts(1);
                    // Either may be the one that takes this workspace's events.
                    lab.kill("token-service");
                    lab.killSecond();
                    lab.mend();
                    lab.secondIsBack();
                    lab.isUp("token-service");
                }),
                new Fault(
                        "Redis fails over to a replica that has lost acknowledged writes",
                        Promise.A,
                        "own-writes",
                        (lab, tenant) -> {
                            lab.startReplica();
                            // Few, so that the replica does not miss a whole lease.
                            List<Extra> tokens = tenant.clients.tokens.make(4);
                            lab.replication().swallow();
                            tenant.clients.tokens.revoke(tokens);
                            long at = System.nanoTime();
                            lab.kill("redis");
                            lab.failOver();
                            // Until every connection is there again, and Redis filled anew.
                            for (int i = 0; i < 20; i++) {
                                tenant.clients.questions.ask(tokens);
                            }
                            lasts(5);
                            lab.isUp("redis");
                            lab.failBack();
                            lasts(3);
                            return new Terms(new Window(at, at + FAILOVER_BOUND.toNanos()), Window.NONE, Window.NONE);
                        }),
                Fault.of(
                        "one instance's writes reach Redis late",
                        Promise.A,
                        // Either alone keeps the promise for most checks.
                        "compare-and-set,own-writes",
                        (lab, tenant) -> {
                            lab.redis[0].delay(700);
                            lasts(10);
                            lab.mend();
                        }),
                Fault.of("killed between commit and publish", Promise.B, "acknowledged", (lab, tenant) -> {
                    lab.stack.freeze("kafka");
                    lasts(3);
                    tenant.resting = true;
                    lasts(0.3);
                    lab.kill("workspace-service");
                    lab.stack.thaw("kafka");
                    lab.isUp("workspace-service");
                }),
                Fault.of("Kafka killed, and whoever publishes too", Promise.B, "acknowledged", (lab, tenant) -> {
                    lab.stack.without("kafka", () -> {
                        lasts(2);
                        tenant.resting = true;
                        lasts(0.3);
                        lab.kill("workspace-service");
                    });
                    lab.isUp("workspace-service");
                    lasts(2);
                }),
                Fault.of(
                        "identity-service killed before it has published", Promise.B, "acknowledged", (lab, tenant) -> {
                            lab.stack.freeze("kafka");
                            lasts(4);
                            lab.kill("identity-service");
                            lab.stack.thaw("kafka");
                            lab.isUp("identity-service");
                        }),
                Fault.of("PostgreSQL of token-service cut off", Promise.C, "persistence", (lab, tenant) -> {
                    lab.postgresOfTokensIsCut();
                    // Longer than it takes until a change would be acknowledged that Redis does not have.
                    lasts(7);
                    tenant.resting = true;
                    lasts(1);
                    lab.mend();
                }),
                Fault.of("PostgreSQL of token-service a black hole", Promise.B, "idempotency", (lab, tenant) -> {
                    lab.postgres[0].swallow();
                    lab.postgres[1].swallow();
                    lasts(8);
                    // Everything that was sent meanwhile arrives now.
                    lab.mend();
                }),
                Fault.of(
                        "its connections to PostgreSQL reset in the middle",
                        Promise.C,
                        "persistence",
                        (lab, tenant) -> {
                            for (int i = 0; i < 50; i++) {
                                lab.postgres[0].reset();
                                lab.postgres[1].reset();
                                lasts(0.1);
                            }
                        }),
                Fault.of("a poison message in every partition", Promise.C, "dead-letters", (lab, tenant) -> {
                    Events.poison(lab);
                    lasts(3);
                }),
                Fault.of("old events once more, then Redis emptied", Promise.A, "newer-only", (lab, tenant) -> {
                    Events.repeat(lab, tenant, false);
                    lab.redis(Jedis::flushAll);
                    lasts(2);
                }),
                Fault.of(
                        "old events in another partition, then Redis emptied",
                        Promise.A,
                        "newer-only",
                        (lab, tenant) -> {
                            Events.repeat(lab, tenant, true);
                            lab.redis(Jedis::flushAll);
                            lasts(2);
                        }),
                Fault.of("Redis and PostgreSQL away together", Promise.D, "cannot-say", (lab, tenant) -> {
                    for (int i = 0; i < 2; i++) {
                        lab.redis[i].cut();
                        lab.postgres[i].cut();
                    }
                    lasts(4);
                    lab.mend();
                }),
                Fault.of(
                        "every server and service frozen in turn, then Redis and PostgreSQL together",
                        Promise.D,
                        "cannot-say",
                        (lab, tenant) -> {
                            for (String name : SERVERS_AND_SERVICES) {
                                lab.stack.freeze(name);
                                lasts(2);
                                lab.stack.thaw(name);
                                lasts(1);
                            }
                            lab.stack.freeze("redis");
                            lab.stack.freeze("postgres");
                            lasts(4);
                            lab.stack.thaw("redis");
                            lab.stack.thaw("postgres");
                        }),
                Fault.of("the disk of PostgreSQL full, then Redis emptied", Promise.D, "cannot-say", (lab, tenant) -> {
                    lab.diskOfPostgresIsFull(1.5);
                    lab.redis(Jedis::flushAll);
                    lab.diskOfPostgresIsFull(3);
                    lab.diskOfPostgresHasRoom();
                    lab.isUp("postgres");
                    lasts(2);
                }),
                Fault.of("Kafka frozen, so that changes are late", Promise.A, "at-least", (lab, tenant) -> {
                    lab.stack.freeze("kafka");
                    lasts(5);
                    lab.stack.thaw("kafka");
                }),
                new Fault("Kafka frozen for longer than events may be late", Promise.A, "staleness", (lab, tenant) -> {
                    long at = System.nanoTime();
                    lab.stack.freeze("kafka");
                    lasts(Lab.LATENESS_BOUND.toSeconds() + 6);
                    long over = System.nanoTime();
                    lab.stack.thaw("kafka");
                    lab.isUpToDate();
                    lasts(5);
                    // A heartbeat and a lease are under way for some seconds.
                    return new Terms(
                            Window.NONE,
                            new Window(at + Lab.LATENESS_BOUND.plusSeconds(3).toNanos(), over),
                            Window.NONE);
                }),
                Fault.of(
                        "commits of PostgreSQL hang, for want of its synchronous replica",
                        Promise.B,
                        "idempotency",
                        (lab, tenant) -> {
                            lab.replicaOfPostgresIs(false);
                            // Longer than clients wait, who do not know what is done, and ask again.
                            lasts(Lab.PATIENCE.toSeconds() + 1.5);
                            lab.replicaOfPostgresIs(true);
                        }),
                Fault.of(
                        "PostgreSQL killed, with commits that nobody has heard of",
                        Promise.B,
                        "idempotency",
                        (lab, tenant) -> {
                            lab.replicaOfPostgresIs(false);
                            lasts(3);
                            lab.kill("postgres");
                            lab.isUp("postgres");
                            lab.replicaOfPostgresIs(true);
                            lasts(2);
                        }),
                new Fault(
                        "an instance is told to end (SIGTERM) under load", Promise.D, "handing-over", (lab, tenant) -> {
                            long at = System.nanoTime();
                            CompletableFuture<Void> gone = new CompletableFuture<>();
                            CompletableFuture<Void> seen =
                                    CompletableFuture.runAsync(() -> tenant.clients.newcomers.areSeen(gone, SOON));
                            lab.endSecond();
                            long over = System.nanoTime();
                            gone.complete(null);
                            seen.join();
                            lab.secondIsBack();
                            return new Terms(Window.NONE, Window.NONE, new Window(at, over));
                        }),
                Fault.of("requests done whose answers are lost", Promise.B, "idempotency", (lab, tenant) -> {
                    for (int i = 0; i < 6; i++) {
                        lab.front.loseAnswers();
                        lasts(0.5);
                        lab.mend();
                        lasts(0.5);
                    }
                }));
    }

    /** What Redis held at some time. */
    private static final class Snapshot {
        private final java.util.Map<byte[], byte[]> values = new java.util.LinkedHashMap<>();

        void take(Jedis redis) {
            for (byte[] key : redis.keys("*".getBytes())) {
                // The lease is over before anybody restores anything.
                if (!new String(key).equals("epoch")) {
                    values.put(key, redis.dump(key));
                }
            }
        }

        void restore(Jedis redis) {
            values.forEach((key, value) ->
                    redis.restore(key, 0, value, RestoreParams.restoreParams().replace()));
        }
    }
}
