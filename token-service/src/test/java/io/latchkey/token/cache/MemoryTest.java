package io.latchkey.token.cache;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.latchkey.local.tests.Servers;
import io.latchkey.local.tests.TestIssuer;
import io.latchkey.token.Told;
import io.latchkey.token.Told.Holder;
import io.latchkey.token.Told.Member;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Where an instance may answer from its own memory. */
@QuarkusTest
@WithTestResource(Servers.class)
@TestProfile(MemoryTest.Remembering.class)
class MemoryTest {
    private static final Pattern CALLS = Pattern.compile("cmdstat_hmget:calls=(\\d+)");
    private static final Pattern LISTENER = Pattern.compile("(?m)^id=(\\d+) .*flags=\\S*B");
    private static final int CHECKS = 30;

    public static class Remembering implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("latchkey.cache.memory", "PT1S");
        }
    }

    @Inject
    Redis redis;

    private final UUID workspace = UUID.randomUUID();

    private Response send(Command command, String... arguments) {
        Request request = Request.cmd(command);
        for (String argument : arguments) {
            request.arg(argument);
        }
        return redis.send(request).toCompletionStage().toCompletableFuture().join();
    }

    private long reads() {
        Matcher calls = CALLS.matcher(send(Command.INFO, "commandstats").toString());
        return calls.find() ? Long.parseLong(calls.group(1)) : 0;
    }

    private Holder holder() {
        Holder holder = Told.user();
        long revision =
                new Member(workspace, holder.account()).permissions("reports").tell();
        assertThat(Told.verdictAt(revision, holder.token(), workspace, "reports", null))
                .isEqualTo("allowed");
        return holder;
    }

    private String verdict(Holder holder) {
        return Told.verdict(holder.token(), workspace, "reports", null);
    }

    @Test
    void mostChecksDoNotAskRedis() {
        Holder holder = holder();
        // Once Redis tells of changes.
        await().untilAsserted(() -> {
            long before = reads();
            for (int i = 0; i < CHECKS; i++) {
                assertThat(verdict(holder)).isEqualTo("allowed");
            }
            assertThat(reads() - before).isLessThan(CHECKS / 2);
        });
    }

    @Test
    void aRevocationIsInEffectWhenItIsAnswered() {
        Holder holder = holder();
        assertThat(verdict(holder)).isEqualTo("allowed");

        given().auth()
                .oauth2(TestIssuer.session(holder.account()))
                .delete("/v1/tokens/" + holder.tokenId())
                .then()
                .statusCode(204);

        assertThat(verdict(holder)).isEqualTo("revoked");
    }

    @Test
    void whatAnotherInstanceWritesIsSeenAndWhereNobodyTellsOfItToo() {
        Holder holder = holder();
        assertThat(verdict(holder)).isEqualTo("allowed");
        new Member(workspace, holder.account()).permissions("billing").tell();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(verdict(holder)).isEqualTo("missing_permission"));

        Matcher listener = LISTENER.matcher(send(Command.CLIENT, "LIST").toString());
        assertThat(listener.find()).isTrue();
        send(Command.CLIENT, "KILL", "ID", listener.group(1));
        new Member(workspace, holder.account()).permissions("reports").tell();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(verdict(holder)).isEqualTo("allowed"));
    }
}
