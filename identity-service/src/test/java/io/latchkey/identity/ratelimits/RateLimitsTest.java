package io.latchkey.identity.ratelimits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.latchkey.local.tests.Servers;
import io.latchkey.local.tests.TestIssuer;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Servers.class)
@TestProfile(RateLimitsTest.Few.class)
class RateLimitsTest {
    public static class Few implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "latchkey.rate-limits.per-account", "5",
                    "latchkey.rate-limits.per-source", "8",
                    "latchkey.rate-limits.window", "PT1H");
        }
    }

    /** An address that nobody else has. */
    private static String source() {
        UUID random = UUID.randomUUID();
        return "2001:db8:%04x:%04x::1".formatted(random.getMostSignificantBits() & 0xffff, random.hashCode() & 0xffff);
    }

    private static Response as(UUID account, String source) {
        return RestAssured.given()
                .header("X-Forwarded-For", source)
                .auth()
                .oauth2(TestIssuer.session(account))
                .get("/v1/account");
    }

    private static Response nobody(String source) {
        return RestAssured.given()
                .header("X-Forwarded-For", source)
                .contentType(ContentType.JSON)
                .body(Map.of("email", "nobody@example.com"))
                .post("/v1/accounts/password-reset");
    }

    private static List<Integer> statuses(int times, Supplier<Response> ask) {
        return IntStream.range(0, times).mapToObj(i -> ask.get().statusCode()).toList();
    }

    @Test
    void anAccountHasItsQuotaWhereverItComesFrom() {
        UUID account = UUID.randomUUID();

        assertThat(statuses(5, () -> as(account, source()))).containsOnly(404);

        Response refused = as(account, source());
        refused.then()
                .statusCode(429)
                .header("RateLimit-Policy", equalTo("\"account\";q=5;w=3600, \"source\";q=8;w=3600"))
                .header("RateLimit", containsString("\"account\";r=0;t="))
                .body("type", equalTo("urn:latchkey:problem:too-many-attempts"));
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(700, 720);
        as(UUID.randomUUID(), source()).then().statusCode(404).header("RateLimit", containsString("\"account\";r=4;"));
    }

    @Test
    void anAddressHasItsQuotaWhoeverComesFromIt() {
        String source = source();

        assertThat(statuses(4, () -> as(UUID.randomUUID(), source))).containsOnly(404);
        assertThat(statuses(4, () -> nobody(source))).containsOnly(204);

        nobody(source).then().statusCode(429);
        as(UUID.randomUUID(), source).then().statusCode(429);
        nobody(source.replace("::1", "::2")).then().statusCode(429);
        nobody(source()).then().statusCode(204).header("RateLimit", containsString("\"source\";r=7;"));
    }

    @Test
    void aJwtThatDoesNotHoldIsNobodys() {
        String source = source();

        RestAssured.given()
                .header("X-Forwarded-For", source)
                .auth()
                .oauth2("not.a.jwt")
                .get("/v1/account")
                .then()
                .statusCode(401)
                .header("RateLimit-Policy", equalTo("\"source\";q=8;w=3600"));
    }

    @Test
    void withoutRedisNobodyIsHeldBack() throws Exception {
        UUID account = UUID.randomUUID();
        Servers.stopRedis();
        try {
            assertThat(statuses(7, () -> as(account, source()))).containsOnly(404);
            as(account, source()).then().header("RateLimit", nullValue());
        } finally {
            Servers.startRedis();
        }
        await().until(() -> as(UUID.randomUUID(), source()).header("RateLimit") != null);
    }
}
