package io.latchkey.token.tokens;

import static io.latchkey.token.Told.verdict;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.latchkey.local.tests.Servers;
import io.latchkey.local.tests.TestIssuer;
import io.latchkey.token.Told;
import io.latchkey.token.Told.Holder;
import io.latchkey.token.Told.Member;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Servers.class)
class ListAndRevokeAllTest {
    @Inject
    Pool pool;

    private Holder holder;

    @BeforeEach
    void somebody() {
        holder = Told.user();
    }

    private RequestSpecification as(UUID account) {
        return given().auth().oauth2(TestIssuer.session(account)).contentType(ContentType.JSON);
    }

    private String create(String name) {
        return as(holder.account())
                .body(Map.of("name", name))
                .post("/v1/tokens")
                .path("id");
    }

    private void listed(String status, String... ids) {
        as(holder.account())
                .get("/v1/tokens?status=" + status)
                .then()
                .statusCode(200)
                .body("items", hasSize(ids.length))
                .body("items.id", contains(ids));
    }

    private void set(String assignment, String token) {
        pool.preparedQuery("update token set " + assignment + " where id = $1")
                .execute(Tuple.of(UUID.fromString(token)))
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    @Test
    void aListIsFilteredByStatusAndForgetsWhatEndedLongAgo() {
        String revoked = create("revoked");
        String expired = create("expired");
        as(holder.account()).delete("/v1/tokens/" + revoked).then().statusCode(204);
        set("expires_at = now() - interval '1 day'", expired);

        listed("active", holder.tokenId().toString());
        listed("revoked", revoked);
        listed("expired", expired);
        as(holder.account()).get("/v1/tokens").then().body("items", hasSize(3));
        as(holder.account()).get("/v1/tokens?status=tired").then().statusCode(400);

        set("expires_at = now() - interval '91 days'", expired);
        set("revoked_at = now() - interval '91 days'", revoked);

        as(holder.account())
                .get("/v1/tokens")
                .then()
                .body("items.id", contains(holder.tokenId().toString()));
    }

    @Test
    void allTokensOfAnAccountEndAtOnce() {
        String second = as(holder.account())
                .body(Map.of("name", "second"))
                .post("/v1/tokens")
                .path("value");

        as(holder.account())
                .delete("/v1/tokens?account=" + holder.account())
                .then()
                .statusCode(204);

        assertThat(verdict(holder.token(), null, null, null)).isEqualTo("revoked");
        assertThat(verdict(second, null, null, null)).isEqualTo("revoked");
        as(holder.account()).get("/v1/tokens?status=active").then().body("items", hasSize(0));
    }

    @Test
    void itTakesSayingWhoseAndBeingAllowedTo() {
        as(holder.account()).delete("/v1/tokens").then().statusCode(400);
        as(Told.user().account())
                .delete("/v1/tokens?account=" + holder.account())
                .then()
                .statusCode(404);
        assertThat(verdict(holder.token(), null, null, null)).isEqualTo("allowed");
    }

    @Test
    void anAdministratorEndsAllOfAnApiUsersTokens() {
        UUID workspace = UUID.randomUUID();
        new Member(workspace, holder.account()).permissions("members").tell();
        UUID robot = UUID.randomUUID();
        Told.account(robot, "api-user", "active", Told.next());
        new Member(workspace, robot).apiUser().tell();
        Holder apiUser = Told.holder(robot, TestIssuer.session(holder.account()));

        as(holder.account()).delete("/v1/tokens?account=" + robot).then().statusCode(204);

        assertThat(verdict(apiUser.token(), null, null, null)).isEqualTo("revoked");
        as(holder.account()).get("/v1/tokens?account=" + robot).then().body("items[0].status", equalTo("revoked"));
    }
}
