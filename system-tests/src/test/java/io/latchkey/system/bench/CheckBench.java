package io.latchkey.system.bench;

import io.latchkey.system.bench.Load.Result;
import io.latchkey.system.bench.ReferenceServer.Asks;
import io.latchkey.system.bench.Rounds.Figures;
import io.latchkey.system.people.GrpcPeer;
import io.latchkey.system.stack.AnotherInstance;
import io.latchkey.system.stack.Stack;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks beside servers that do nothing but answer, or answer after one question of their own, and beside Keycloak. */
final class CheckBench {
    private static final int CONNECTIONS = 32;
    private static final int ROUNDS = 5;
    private static final Duration ROUND = Duration.ofSeconds(4);
    private static final Duration WARM_UP = Duration.ofSeconds(8);
    private static final Duration SHORT_LOAD = Duration.ofSeconds(10);
    private static final int BATCH = 100;
    private static final int BATCH_CONNECTIONS = 4;
    /** Of those that ask for more than there is: far more than can be answered at once. */
    private static final int CROWD = 512;

    private static final double TOO_MUCH = 3;

    private static final String VERTX = "bare Vert.x";
    private static final String VERTX_LINE = "bare Vert.x, one GET by a kept line";
    private static final String VERTX_REDIS = "bare Vert.x, one GET by its pool";
    private static final String VERTX_POSTGRES = "bare Vert.x, one row of PostgreSQL";
    private static final String CHECK = "POST /v1/check";
    private static final String REMEMBERED = "POST /v1/check, remembered 1 s";
    private static final String CHECKS = "POST /v1/checks, 100 at once";
    private static final String GRPC = "gRPC latchkey.v1.Check/Check";

    private final Subject subject;
    private final Path data;
    private final Optional<Path> keycloak;
    private final int port;

    /** @param keycloak where it is, if it is */
    CheckBench(Subject subject, Path data, Optional<Path> keycloak) {
        this.subject = subject;
        this.data = data;
        this.keycloak = keycloak;
        this.port = URI.create(subject.stack.url("token")).getPort();
    }

    void run(BenchReport report) throws Exception {
        long pid = subject.stack.process("token-service").orElseThrow().pid();
        int anotherPort = Stack.freePortBase();
        List<Server> servers = new ArrayList<>();
        List<AutoCloseable> started = new ArrayList<>();
        try {
            List<Reference> references = references();
            for (Reference reference : references) {
                Process process = Server.reference(
                        reference.port(),
                        data.resolve("reference-" + reference.port() + ".log"),
                        reference.asks(),
                        reference.address(),
                        answer());
                started.add(process::destroy);
                servers.add(Server.http(
                        reference.name(), process.pid(), reference.port(), subject.checks(), CONNECTIONS, 1));
            }
            RedisBenchmark.of(subject.stack, CONNECTIONS).ifPresent(servers::add);
            servers.add(Server.http(CHECK, pid, port, subject.checks(), CONNECTIONS, 1));
            servers.add(Server.http(CHECKS, pid, port, subject.batches(), BATCH_CONNECTIONS, BATCH));
            GrpcPeer peer = new GrpcPeer(subject.stack, "/checkClient");
            started.add(peer);
            servers.add(new Server(GRPC, pid, time -> GrpcLoad.closed(peer, subject.calls(), CONNECTIONS, time), 1));
            AnotherInstance remembering = AnotherInstance.ofTokenService(
                    data, anotherPort, Stream.of("latchkey.cache.memory=PT1S"), Map.of());
            started.add(remembering);
            servers.add(Server.http(REMEMBERED, remembering.pid(), anotherPort, subject.checks(), CONNECTIONS, 1));
            int besidePort = references.stream()
                    .filter(reference -> reference.name().equals(VERTX_REDIS))
                    .findFirst()
                    .orElseThrow()
                    .port();
            measure(servers, besidePort, report);
        } finally {
            for (AutoCloseable one : started) {
                one.close();
            }
        }
        besideKeycloak(servers, report);
    }

    private record Reference(String name, Asks asks, String address, int port) {}

    private List<Reference> references() {
        int base = Stack.freePortBase();
        String redis = subject.stack.value("/redis");
        String postgres = subject.stack.value("/postgres") + "/token";
        return List.of(
                new Reference(VERTX, Asks.NOTHING, "", base),
                new Reference(VERTX_LINE, Asks.REDIS_BY_LINE, redis, base + 1),
                new Reference(VERTX_REDIS, Asks.REDIS, redis, base + 2),
                new Reference(VERTX_POSTGRES, Asks.POSTGRES, postgres, base + 3));
    }

    private void measure(List<Server> servers, int besidePort, BenchReport report) throws IOException {
        Rounds rounds = rounds(servers);
        servers.forEach(server -> report.server(server, rounds.of(server.name())));
        compare(report, rounds);
        halfLoad(report, "vertxRedisGet", besidePort, rounds.of(VERTX_REDIS).perSecond() / 2);
        halfLoad(report, "check", port, rounds.of(CHECK).perSecond() / 2);
        tooMuch(report);
    }

    private static Rounds rounds(List<Server> servers) throws IOException {
        for (Server server : servers) {
            Rounds.round(server, WARM_UP);
        }
        Rounds rounds = new Rounds();
        rounds.run(servers, ROUNDS, ROUND);
        return rounds;
    }

    private static void compare(BenchReport report, Rounds rounds) {
        // As anybody would write it; the line of its own is what there is to gain at the most.
        Figures redis = rounds.of(VERTX_REDIS);
        Figures line = rounds.of(VERTX_LINE);
        Figures check = rounds.of(CHECK);
        Figures batch = rounds.of(CHECKS);
        Figures grpc = rounds.of(GRPC);
        report.figure("checkVsVertxRedisGet", check.perSecond() / redis.perSecond());
        report.figure("checkCpuVsVertxRedisGet", check.cpuMicros() / redis.cpuMicros());
        report.figure("checkVsVertxRedisGetByLine", check.perSecond() / line.perSecond());
        report.figure("checkCpuVsVertxRedisGetByLine", check.cpuMicros() / line.cpuMicros());
        if (rounds.includes(RedisBenchmark.NAME)) {
            report.figure(
                    "checkVsRedisBenchmarkGet",
                    check.perSecond() / rounds.of(RedisBenchmark.NAME).perSecond());
        }
        report.figure(
                "checkVsVertxPostgresRow",
                check.perSecond() / rounds.of(VERTX_POSTGRES).perSecond());
        report.figure(
                "cachedCheckVsVertx",
                rounds.of(REMEMBERED).perSecond() / rounds.of(VERTX).perSecond());
        report.figure("batchVsSinglePerToken", batch.perSecond() * BATCH / check.perSecond());
        report.figure("batchCpuVsSinglePerToken", batch.cpuMicros() / BATCH / check.cpuMicros());
        report.figure("grpcCpuVsHttpCheck", grpc.cpuMicros() / check.cpuMicros());
    }

    private void halfLoad(BenchReport report, String name, int port, double rate) throws IOException {
        Result half = Load.open(port, subject.checks(), CONNECTIONS, SHORT_LOAD, rate);
        report.figure(name + "P50MicrosAtHalfLoad", half.p50Micros());
        report.figure(name + "P99MicrosAtHalfLoad", half.p99Micros());
    }

    /** Three times what can be answered, by a crowd: what is answered all the same, of what is answered at the most. */
    private void tooMuch(BenchReport report) throws IOException {
        Result peak = Load.closed(port, subject.checks(), CONNECTIONS, SHORT_LOAD);
        Result crowded = Load.open(port, subject.checks(), CROWD, SHORT_LOAD, TOO_MUCH * peak.perSecond());
        report.figure("usefulAtThreeTimesCapacity", crowded.perSecond() / peak.perSecond());
        report.figure("refusedAtThreeTimesCapacity", crowded.refused() / (double) SHORT_LOAD.toSeconds());
    }

    /** After all else, since it takes much memory and does not rest when nobody asks. */
    private void besideKeycloak(List<Server> servers, BenchReport report) throws IOException {
        if (keycloak.isEmpty()) {
            System.out.println("Keycloak is not there, and not measured");
            return;
        }
        int itsPort = Stack.freePortBase();
        try (Keycloak beside = Keycloak.start(keycloak.get(), itsPort, data.resolve("keycloak.log"))) {
            Server introspection = beside.introspection(CONNECTIONS);
            Server check = servers.stream()
                    .filter(server -> server.name().equals(CHECK))
                    .findFirst()
                    .orElseThrow();
            Rounds rounds = rounds(List.of(check, introspection));
            Figures ours = rounds.of(CHECK);
            Figures theirs = rounds.of(introspection.name());
            report.server(introspection, theirs);
            report.figure("checkVsKeycloakIntrospection", ours.perSecond() / theirs.perSecond());
            report.figure("checkCpuVsKeycloakIntrospection", ours.cpuMicros() / theirs.cpuMicros());
        }
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
