package io.latchkey.system.bench;

import io.latchkey.system.bench.Load.Result;
import io.latchkey.system.bench.Rounds.Figures;
import io.latchkey.system.stack.AnotherTokenService;
import io.latchkey.system.stack.Stack;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Checks beside servers that do nothing but answer, or answer after one GET of Redis. */
final class CheckBench {
    private static final int CONNECTIONS = 32;
    private static final int ROUNDS = 5;
    private static final Duration ROUND = Duration.ofSeconds(4);
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration HALF_LOAD = Duration.ofSeconds(10);
    private static final int BATCH = 100;
    private static final int BATCH_CONNECTIONS = 4;

    private static final String VERTX = "bare Vert.x";
    private static final String VERTX_REDIS = "bare Vert.x, one GET by a kept line";
    private static final String VERTX_POOL = "bare Vert.x, one GET by its pool";
    private static final String CHECK = "POST /v1/check";
    private static final String REMEMBERED = "POST /v1/check, remembered 1 s";
    private static final String CHECKS = "POST /v1/checks, 100 at once";

    private final Subject subject;
    private final Path data;

    CheckBench(Subject subject, Path data) {
        this.subject = subject;
        this.data = data;
    }

    void run(BenchReport report) throws Exception {
        Stack stack = subject.stack;
        int port = URI.create(stack.url("token")).getPort();
        long pid = stack.process("token-service").orElseThrow().pid();
        String answer = answer();
        int vertxPort = Stack.freePortBase();
        int redisPort = vertxPort + 1;
        int poolPort = vertxPort + 2;
        Process vertx = Server.reference(vertxPort, data.resolve("vertx.log"), answer);
        Process vertxRedis =
                Server.reference(redisPort, data.resolve("vertx-redis.log"), answer, stack.value("/redis"));
        Process vertxPool =
                Server.reference(poolPort, data.resolve("vertx-pool.log"), answer, stack.value("/redis"), "pool");
        int anotherPort = Stack.freePortBase();
        try (AnotherTokenService remembering =
                AnotherTokenService.start(data, anotherPort, Stream.of("latchkey.cache.memory=PT1S"))) {
            List<Server> servers = List.of(
                    new Server(VERTX, vertx.pid(), vertxPort, subject.checks(), CONNECTIONS, 1),
                    new Server(VERTX_REDIS, vertxRedis.pid(), redisPort, subject.checks(), CONNECTIONS, 1),
                    new Server(VERTX_POOL, vertxPool.pid(), poolPort, subject.checks(), CONNECTIONS, 1),
                    new Server(CHECK, pid, port, subject.checks(), CONNECTIONS, 1),
                    new Server(CHECKS, pid, port, subject.batches(), BATCH_CONNECTIONS, BATCH),
                    new Server(REMEMBERED, remembering.pid(), anotherPort, subject.checks(), CONNECTIONS, 1));
            for (Server server : servers) {
                Rounds.round(server, WARM_UP);
            }
            Rounds rounds = new Rounds();
            rounds.run(servers, ROUNDS, ROUND);
            servers.forEach(server -> report.server(server, rounds.of(server.name())));
            compare(report, rounds);
            halfLoad(report, servers.get(3), rounds.of(CHECK).perSecond() / 2);
        } finally {
            vertx.destroy();
            vertxRedis.destroy();
            vertxPool.destroy();
        }
    }

    private static void compare(BenchReport report, Rounds rounds) {
        // As anybody would write it; the line of its own is what there is to gain at the most.
        Figures vertxRedis = rounds.of(VERTX_POOL);
        Figures line = rounds.of(VERTX_REDIS);
        Figures check = rounds.of(CHECK);
        Figures batch = rounds.of(CHECKS);
        report.figure("checkVsVertxRedisGet", check.perSecond() / vertxRedis.perSecond());
        report.figure("checkCpuVsVertxRedisGet", check.cpuMicros() / vertxRedis.cpuMicros());
        report.figure("checkVsVertxRedisGetByLine", check.perSecond() / line.perSecond());
        report.figure("checkCpuVsVertxRedisGetByLine", check.cpuMicros() / line.cpuMicros());
        report.figure(
                "cachedCheckVsVertx",
                rounds.of(REMEMBERED).perSecond() / rounds.of(VERTX).perSecond());
        report.figure("batchVsSinglePerToken", batch.perSecond() * BATCH / check.perSecond());
    }

    private static void halfLoad(BenchReport report, Server check, double rate) throws IOException {
        Result half = Load.open(check.port(), check.requests(), CONNECTIONS, HALF_LOAD, rate);
        report.figure("checkP50MicrosAtHalfLoad", half.p50Micros());
        report.figure("checkP99MicrosAtHalfLoad", half.p99Micros());
    }

    private String answer() throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(subject.stack.url("token") + "/v1/check"))
                                    .header("Authorization", subject.asChecker())
                                    .header("Content-Type", "application/json")
                                    .POST(BodyPublishers.ofString(subject.question(subject.tokens.getFirst())))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        }
    }
}
