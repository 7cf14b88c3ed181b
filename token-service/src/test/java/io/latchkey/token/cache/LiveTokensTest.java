package io.latchkey.token.cache;

import static io.latchkey.token.Told.verdict;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.latchkey.local.tests.Servers;
import io.latchkey.token.Told;
import io.latchkey.token.Told.Holder;
import io.latchkey.token.Told.Member;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** An account may have thousands of tokens that ended: what it may do is written for the others, and that is enough. */
@QuarkusTest
@WithTestResource(Servers.class)
class LiveTokensTest {
    private final UUID workspace = UUID.randomUUID();

    @Inject
    Pool postgres;

    @Inject
    Redis redis;

    private record Made(UUID id, String value) {}

    private static Made another(Holder holder) {
        Response made = Told.asksForToken(holder, Map.of("name", "Another"));
        return new Made(UUID.fromString(made.path("id")), made.path("value"));
    }

    private static Made ended(Holder holder) {
        Made made = another(holder);
        Told.as(holder).delete("/v1/tokens/" + made.id()).then().statusCode(204);
        return made;
    }

    private Map<String, String> entry(UUID token) {
        byte[] hmac = postgres.preparedQuery("select hmac from token where id = $1")
                .execute(Tuple.of(token))
                .await()
                .indefinitely()
                .iterator()
                .next()
                .getBuffer(0)
                .getBytes();
        var fields = redis.send(Request.cmd(Command.HGETALL).arg(Keys.token(hmac)))
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        return fields.getKeys().stream()
                .collect(Collectors.toMap(name -> name, name -> fields.get(name).toString()));
    }

    private static void reconciled() {
        given().auth()
                .preemptive()
                .basic("operator", Told.SECRET)
                .post("/v1/operations/cache/reconciliation")
                .then()
                .statusCode(200);
    }

    private void sql(String statement, Object... parameters) {
        postgres.preparedQuery(statement)
                .execute(Tuple.from(parameters))
                .await()
                .indefinitely();
    }

    @Test
    void whatAnAccountMayDoIsNotWrittenForTokensThatEnded() {
        Holder holder = Told.user();
        Made gone = ended(holder);
        Made kept = another(holder);
        Map<String, String> before = entry(gone.id());

        Told.account(holder.account(), "user", "suspended", 2);
        new Member(workspace, holder.account()).permissions("rules").tell();

        await().until(() -> verdict(kept.value(), workspace, "rules", null).equals("suspended"));
        await().until(() -> entry(kept.id()).containsKey(Keys.scope(workspace)));
        assertThat(entry(gone.id())).isEqualTo(before);
        Told.check(Map.of("token", gone.value(), "atLeast", "a." + holder.account() + ".2"))
                .then()
                .statusCode(200)
                .body("verdict", equalTo("revoked"));
        reconciled();
        assertThat(entry(gone.id())).isEqualTo(before);
    }

    @Test
    void whatIsNotWrittenForThemIsNoDifference() {
        Holder holder = Told.user();
        Made over = another(holder);
        sql(
                "update token set expires_at = now() - interval '11 minutes', version = version + 1 where id = $1",
                over.id());
        sql("insert into cache_pending (account, tokens) values ($1, $2)", holder.account(), new UUID[] {over.id()});
        await().until(() -> entry(over.id()).get(Keys.META).startsWith("2|"));
        Map<String, String> before = entry(over.id());

        // Its version rises in PostgreSQL, as that of one does that ended only just now.
        Told.account(holder.account(), "user", "suspended", 2);
        await().until(() -> verdict(holder.token(), null, null, null).equals("suspended"));
        reconciled();

        assertThat(entry(over.id())).isEqualTo(before);
    }

    @Test
    void aTokenMadeAfterwardsHasWhatItsAccountMayDo() {
        Holder holder = Told.user();
        ended(holder);
        new Member(workspace, holder.account()).permissions("rules").tell();
        await().until(() -> verdict(holder.token(), workspace, "rules", null).equals("allowed"));

        assertThat(verdict(another(holder).value(), workspace, "rules", null)).isEqualTo("allowed");
    }

    @Test
    void theEndOfATokenIsWrittenHoweverLateItIs() {
        Holder holder = Told.user();
        Made made = another(holder);

        sql("update token set expires_at = now() - interval '1 hour', version = version + 1 where id = $1", made.id());
        sql("insert into cache_pending (account, tokens) values ($1, $2)", holder.account(), new UUID[] {made.id()});

        await().until(() -> verdict(made.value(), null, null, null).equals("expired"));
        await().until(() -> entry(made.id()).get(Keys.META).startsWith("2|"));
    }

    @Test
    void whatAnEarlierVersionNotedOfAnAccountIsOfAllItsTokens() {
        Holder holder = Told.user();
        Made made = another(holder);

        sql("update token set status = 'revoked', revoked_at = now(), version = version + 1 where id = $1", made.id());
        sql("insert into cache_pending (account) values ($1)", holder.account());

        await().until(() -> entry(made.id()).get(Keys.META).startsWith("2|"));
        assertThat(verdict(made.value(), null, null, null)).isEqualTo("revoked");
    }
}
