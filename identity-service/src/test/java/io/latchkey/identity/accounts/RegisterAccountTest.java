package io.latchkey.identity.accounts;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import io.latchkey.local.tests.Servers;
import io.latchkey.local.tests.TestEvents;
import io.latchkey.local.tests.TestIssuer;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Servers.class)
class RegisterAccountTest {
    private final String email = UUID.randomUUID() + "@example.com";

    private Map<String, Object> body(String email) {
        return Map.of("email", email, "password", "correct horse battery", "displayName", "Ada", "company", "Engines");
    }

    private String register(String email) {
        return given().contentType(ContentType.JSON)
                .body(body(email))
                .post("/v1/accounts")
                .then()
                .statusCode(201)
                .header("Latchkey-Revision", startsWith("a."))
                .body("kind", equalTo("user"), "status", equalTo("active"), "displayName", equalTo("Ada"))
                .extract()
                .path("id");
    }

    private Response again(String key, Map<String, Object> body) {
        return given().contentType(ContentType.JSON)
                .header("Idempotency-Key", key)
                .body(body)
                .post("/v1/accounts");
    }

    @Test
    void theSameRequestWithTheSameKeyRegistersOnce() {
        String key = UUID.randomUUID().toString();
        String id = again(key, body(email)).then().statusCode(201).extract().path("id");

        again(key, body(email)).then().statusCode(201).body("id", equalTo(id));

        again(UUID.randomUUID().toString(), body(email)).then().statusCode(409);
        given().contentType(ContentType.JSON)
                .body(body(email))
                .post("/v1/accounts")
                .then()
                .statusCode(409);
        again(key, Map.of("email", email, "password", "another good passphrase", "displayName", "Ada"))
                .then()
                .statusCode(409);
        again("not printable: \u00e9", body(email)).then().statusCode(400);
    }

    @Test
    void aNameIsNotOverwrittenUnseen() {
        UUID account = UUID.fromString(register(email));
        String tag = given().auth()
                .oauth2(TestIssuer.session(account))
                .get("/v1/account")
                .then()
                .statusCode(200)
                .header("ETag", notNullValue())
                .extract()
                .header("ETag");

        rename(account, tag, "Countess").then().statusCode(200);

        rename(account, tag, "Lady").then().statusCode(412);
        given().auth()
                .oauth2(TestIssuer.session(account))
                .get("/v1/account")
                .then()
                .body("displayName", equalTo("Countess"));
    }

    private static Response rename(UUID account, String tag, String name) {
        return given().auth()
                .oauth2(TestIssuer.session(account))
                .contentType(ContentType.JSON)
                .header("If-Match", tag)
                .body(Map.of("displayName", name))
                .patch("/v1/account");
    }

    @Test
    void tellsOfTheAccountAsACloudEventInBinaryMode() {
        String id = register(email);

        ConsumerRecord<String, String> event =
                TestEvents.read(TestEvents.ACCOUNTS, record -> record.key().equals(id)).stream()
                        .filter(record -> record.key().equals(id))
                        .findFirst()
                        .orElseThrow();

        assertThat(TestEvents.header(event, "ce_specversion")).isEqualTo("1.0");
        assertThat(TestEvents.header(event, "ce_type")).isEqualTo(TestEvents.ACCOUNT);
        assertThat(TestEvents.header(event, "ce_source")).isEqualTo("identity-service");
        assertThat(TestEvents.header(event, "ce_id")).isNotBlank();
        assertThat(TestEvents.header(event, "content-type")).isEqualTo("application/json");
        assertThat(TestEvents.header(event, "traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]");
        assertThat(event.value()).contains(email, "Engines").doesNotContain("correct horse");
    }

    @Test
    void oneAddressHasOneAccountHoweverItIsSpelt() {
        register(email);

        given().contentType(ContentType.JSON)
                .body(body(email.toUpperCase(java.util.Locale.ROOT)))
                .post("/v1/accounts")
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:latchkey:problem:conflict"));
    }

    @Test
    void namesEveryFieldThatIsWrong() {
        given().contentType(ContentType.JSON)
                .body(Map.of("email", "nobody", "password", "short", "displayName", " "))
                .post("/v1/accounts")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("violations.field", org.hamcrest.Matchers.containsInAnyOrder("email", "password", "displayName"));
    }

    @Test
    void refusesAFieldItDoesNotKnow() {
        given().contentType(ContentType.JSON)
                .body("{\"email\":\"a@example.com\",\"password\":\"long enough\",\"displayName\":\"A\",\"admin\":true}")
                .post("/v1/accounts")
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo("admin"));
    }

    @Test
    void showsAndChangesOnesOwnAccount() {
        String id = register(email);
        String jwt = TestIssuer.session(UUID.fromString(id));

        given().auth().oauth2(jwt).get("/v1/account").then().statusCode(200).body("email", equalTo(email));
        given().auth()
                .oauth2(jwt)
                .contentType(ContentType.JSON)
                .body(Map.of("displayName", "Countess"))
                .patch("/v1/account")
                .then()
                .statusCode(200)
                .header("Latchkey-Revision", equalTo("a." + id + ".2"));

        TestEvents.read(
                TestEvents.ACCOUNTS,
                record -> record.key().equals(id) && record.value().contains("Countess"));
    }

    @Test
    void publishesItsOpenApiHealthAndMetrics() {
        register(email);

        given().accept("application/json")
                .get("/openapi")
                .then()
                .statusCode(200)
                .body("paths.'/v1/accounts'.post", notNullValue());
        given().get("/health/ready").then().statusCode(200).body("status", equalTo("UP"));
        given().get("/health/live").then().statusCode(200);
        given().get("/health/started").then().statusCode(200);
        assertThat(given().get("/metrics").asString())
                .contains(
                        "latchkey_outbox_unsent", "latchkey_outbox_oldest_seconds", "latchkey_outbox_published_total");
    }

    @Test
    void publishesThePublicHalfOfItsKeyAlone() {
        given().get("/.well-known/jwks.json")
                .then()
                .statusCode(200)
                .body(
                        "keys.kty",
                        contains("EC"),
                        "keys.alg",
                        hasItem("ES256"),
                        "keys[0].d",
                        org.hamcrest.Matchers.nullValue());
    }
}
