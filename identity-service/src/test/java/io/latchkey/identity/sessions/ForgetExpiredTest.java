package io.latchkey.identity.sessions;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.latchkey.local.tests.Servers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.http.ContentType;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Servers.class)
class ForgetExpiredTest {
    @Inject
    Sessions sessions;

    @Inject
    Pool pool;

    @Test
    void expiredSessionsGoAndOthersStay() throws Throwable {
        UUID account = register();

        pool.preparedQuery("update session set expires_at = now() - interval '1 second' where id in"
                        + " (select id from session where account = $1 limit 1)")
                .execute(Tuple.of(account))
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        VertxContextSupport.subscribeAndAwait(sessions::forgetExpired);

        long left = pool.preparedQuery("select count(*) from session where account = $1")
                .execute(Tuple.of(account))
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .iterator()
                .next()
                .getLong(0);
        assertThat(left).isEqualTo(1);
    }

    /** With two sessions. */
    private static UUID register() {
        Map<String, String> ada = Map.of(
                "email", UUID.randomUUID() + "@example.com", "password", "correct horse battery", "displayName", "Ada");
        String account = given().contentType(ContentType.JSON)
                .body(ada)
                .post("/v1/accounts")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        for (int i = 0; i < 2; i++) {
            given().contentType(ContentType.JSON)
                    .body(Map.of("email", ada.get("email"), "password", ada.get("password")))
                    .post("/v1/sessions")
                    .then()
                    .statusCode(201);
        }
        return UUID.fromString(account);
    }
}
