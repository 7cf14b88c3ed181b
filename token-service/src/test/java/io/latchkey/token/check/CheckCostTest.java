package io.latchkey.token.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.latchkey.local.tests.Servers;
import io.latchkey.token.Told;
import io.latchkey.token.Told.Holder;
import io.latchkey.token.Told.Member;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import jakarta.inject.Inject;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a check costs, counted: time would depend on the machine. */
@QuarkusTest
@WithTestResource(Servers.class)
class CheckCostTest {
    private static final int WARM_UP = 2000;
    private static final int CHECKS = 1000;
    /** Of what else goes on meanwhile: the lease, the limits, the notes. */
    private static final int OTHERS_READS = 150;
    /** Bytes, as tests are run, without the second compiler; 19 400 when this was written. */
    private static final long ALLOCATED_AT_MOST = 25_000;

    @TestHTTPResource("/v1/check")
    URI check;

    @Inject
    Redis redis;

    @Inject
    MeterRegistry registry;

    private final UUID workspace = UUID.randomUUID();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private HttpRequest question() {
        Holder holder = Told.user();
        long revision = new Member(workspace, holder.account())
                .permissions("reports", "billing")
                .tell();
        assertThat(Told.verdictAt(revision, holder.token(), workspace, "reports", null))
                .isEqualTo("allowed");
        String credential = Told.CHECKER + ":" + Told.SECRET;
        return HttpRequest.newBuilder(check)
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(credential.getBytes(StandardCharsets.UTF_8)))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"token\":\"%s\",\"workspace\":\"%s\",\"permission\":\"reports\"}"
                        .formatted(holder.token(), workspace)))
                .build();
    }

    private void ask(HttpRequest question, int times) throws Exception {
        for (int i = 0; i < times; i++) {
            assertThat(client.send(question, BodyHandlers.ofString()).body()).contains("\"allowed\"");
        }
    }

    /** How often Redis has read from its connections: once for all that was sent at once. */
    private long reads() {
        return redis.send(Request.cmd(Command.INFO).arg("stats"))
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .toString()
                .lines()
                .filter(line -> line.startsWith("total_reads_processed:"))
                .mapToLong(line ->
                        Long.parseLong(line.substring(line.indexOf(':') + 1).strip()))
                .findFirst()
                .orElseThrow();
    }

    private double fromPostgres() {
        return registry.get("latchkey.checks.postgres").counter().count();
    }

    private static long allocated() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long bytes = 0;
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().startsWith("vert.x-eventloop")) {
                bytes += threads.getThreadAllocatedBytes(thread.getThreadId());
            }
        }
        return bytes;
    }

    @Test
    void isOneRoundTripToRedisNoneToPostgresAndLittleGarbage() throws Exception {
        HttpRequest question = question();
        ask(question, WARM_UP);
        long reads = reads();
        double fromPostgres = fromPostgres();
        long allocated = allocated();

        ask(question, CHECKS);

        long bytes = (allocated() - allocated) / CHECKS;
        assertThat(reads() - reads).isBetween((long) CHECKS, (long) CHECKS + OTHERS_READS);
        assertThat(fromPostgres()).isEqualTo(fromPostgres);
        assertThat(bytes).as("bytes a check").isLessThan(ALLOCATED_AT_MOST);
    }
}
