package io.latchkey.token.tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;

import io.latchkey.local.tests.Servers;
import io.latchkey.local.tests.TestEvents;
import io.latchkey.local.tests.TestIssuer;
import io.latchkey.token.Told;
import io.latchkey.token.Told.Holder;
import io.latchkey.token.Told.Member;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Servers.class)
class ExpiryPolicyTest {
    private static final String DAY_AND_HOUR = "{\"maxLifetime\":86400,\"defaultLifetime\":3600}";
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private final UUID workspace = UUID.randomUUID();
    private final UUID administrator = UUID.randomUUID();
    private final UUID robot = UUID.randomUUID();
    private String policy = "null";
    private final String manager = TestIssuer.session(administrator);

    @BeforeEach
    void aWorkspace() {
        Told.account(administrator, "user", "active", 1);
        new Member(workspace, administrator).permissions("members").tell();
    }

    private Holder robot() {
        new Member(workspace, robot).apiUser().tokenPolicy(policy).tell();
        Told.account(robot, "api-user", "active", 1);
        return Told.holder(robot, manager);
    }

    private void policy(String policy) {
        this.policy = policy;
        Told.workspace(workspace, "active", policy, Told.next());
    }

    @Test
    void aNewApiUsersTokenLastsAsLongAsIsUsual() {
        policy(DAY_AND_HOUR);

        Holder holder = robot();

        await().untilAsserted(() -> endsIn(holder.tokenId(), Duration.ofHours(1)));
    }

    @Test
    void oneMadeWithoutAnExpiryLastsAsLongAsIsUsual() {
        robot();
        policy(DAY_AND_HOUR);
        await().untilAsserted(
                        () -> assertThat(create(null).<String>path("expiresAt")).isNotNull());

        assertThat(end(create(null))).isBetween(in(Duration.ofHours(1)).minus(TOLERANCE), in(Duration.ofHours(1)));
    }

    @Test
    void nobodyMakesOneThatLastsLonger() {
        robot();
        policy("{\"maxLifetime\":86400,\"defaultLifetime\":null}");

        await().untilAsserted(() -> create(in(Duration.ofDays(2)))
                .then()
                .statusCode(400)
                .body("violations.field", hasItem("expiresAt"))
                .body("detail", containsString("24 hours")));
        create(in(Duration.ofHours(23))).then().statusCode(201);
        assertThat(end(create(null))).isBetween(in(Duration.ofDays(1)).minus(TOLERANCE), in(Duration.ofDays(1)));
    }

    @Test
    void aPolicyThatIsTightenedGivesThoseThatAreThereThatLongAndNoLonger() {
        Holder holder = robot();
        assertThat(token(holder.tokenId()).<String>path("expiresAt")).isNull();

        policy("{\"maxLifetime\":86400,\"defaultLifetime\":3600}");

        await().untilAsserted(() -> endsIn(holder.tokenId(), Duration.ofDays(1)));
        assertThat(Told.verdict(holder.token(), null, null, null)).isEqualTo("allowed");
        request()
                .get("/v1/tokens/" + holder.tokenId() + "/audit-log")
                .then()
                .body("items.action", hasItem("shortened"));
        TestEvents.read(
                TestEvents.TOKENS,
                record -> record.key().equals(holder.tokenId().toString())
                        && record.value().contains("\"expiresAt\":\"20"));
    }

    @Test
    void aDefaultAloneIsForNewOnes() {
        Holder holder = robot();

        policy("{\"maxLifetime\":null,\"defaultLifetime\":3600}");

        await().untilAsserted(
                        () -> assertThat(create(null).<String>path("expiresAt")).isNotNull());
        assertThat(token(holder.tokenId()).<String>path("expiresAt")).isNull();
        create(in(Duration.ofDays(1000))).then().statusCode(201);
    }

    @Test
    void theOneItIsRotatedToLastsNoLongerEither() {
        Holder holder = robot();
        policy("{\"maxLifetime\":86400,\"defaultLifetime\":null}");
        await().untilAsserted(() -> endsIn(holder.tokenId(), Duration.ofDays(1)));

        Response rotated = request().body("{}").post("/v1/tokens/" + holder.tokenId() + "/rotate");

        assertThat(end(rotated)).isBetween(in(Duration.ofDays(1)).minus(TOLERANCE), in(Duration.ofDays(1)));
    }

    @Test
    void aPolicyThatIsLiftedLimitsNothingMore() {
        robot();
        policy(DAY_AND_HOUR);
        await().untilAsserted(
                        () -> assertThat(create(null).<String>path("expiresAt")).isNotNull());

        policy("null");

        await().untilAsserted(
                        () -> assertThat(create(null).<String>path("expiresAt")).isNull());
    }

    @Test
    void aPersonsTokensFollowNoWorkspacesPolicy() {
        policy(DAY_AND_HOUR);
        robot();

        Response mine = request()
                .body(Map.of(
                        "name", "mine", "expiresAt", in(Duration.ofDays(400)).toString()))
                .post("/v1/tokens");

        mine.then().statusCode(201);
    }

    @Test
    void itsEndIsToldOfOnceForEachTimeBeforeIt() {
        robot();
        String id = create(in(Duration.ofSeconds(22))).path("id");
        String brief = create(in(Duration.ofSeconds(8))).path("id");

        await().untilAsserted(() -> assertThat(warnings(id)).isEqualTo(2));
        assertThat(warnings(brief)).isZero();
    }

    private static long warnings(String token) {
        return TestEvents.read(TestEvents.TOKENS, record -> record.key().equals(token)).stream()
                .filter(record -> record.key().equals(token + "/expiring"))
                .count();
    }

    private static Instant in(Duration duration) {
        return Instant.now().plus(duration);
    }

    private RequestSpecification request() {
        return given().auth().oauth2(manager).contentType(ContentType.JSON);
    }

    private Response create(Instant expiresAt) {
        Map<String, Object> asked = new HashMap<>(Map.of("name", "CI", "account", robot));
        if (expiresAt != null) {
            asked.put("expiresAt", expiresAt.toString());
        }
        return request().body(asked).post("/v1/tokens");
    }

    private Response token(UUID id) {
        return request().get("/v1/tokens/" + id);
    }

    private void endsIn(UUID token, Duration lifetime) {
        assertThat(end(token(token))).isBetween(in(lifetime).minus(TOLERANCE), in(lifetime));
    }

    private static Instant end(Response token) {
        String end = token.path("expiresAt");
        assertThat(end).isNotNull();
        return Instant.parse(end);
    }
}
