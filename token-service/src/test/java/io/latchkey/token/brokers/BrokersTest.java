package io.latchkey.token.brokers;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.latchkey.local.tests.Servers;
import io.latchkey.token.Told;
import io.latchkey.token.Told.Holder;
import io.latchkey.token.Told.Member;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With the requests that the brokers' documentation shows. */
@QuarkusTest
@WithTestResource(Servers.class)
class BrokersTest {
    private final UUID workspace = UUID.randomUUID();
    private UUID mine;
    private UUID other;
    private Holder gauge;

    /** A thing that reports of itself and takes commands. */
    @BeforeEach
    void aGauge() {
        gauge = Told.user();
        mine = Told.device(workspace);
        other = Told.device(workspace);
        Told.verdictAt(
                new Member(workspace, gauge.account())
                        .devices(List.of(mine), "device:view", "device:record")
                        .tell(),
                gauge.token(),
                workspace,
                null,
                null);
    }

    private String topic(UUID device, String rest) {
        return "workspaces/" + workspace + "/devices/" + device + "/" + rest;
    }

    @Test
    void emqxConnectsWhoHasATokenAsUserNameAndPassword() {
        assertThat(emqxConnects(gauge.token(), gauge.token())).isEqualTo("allow");
        assertThat(emqxConnects(gauge.token(), "something else")).isEqualTo("deny");
        assertThat(emqxConnects("lk_pat_nothing", "lk_pat_nothing")).isEqualTo("deny");
        assertThat(emqxConnects(null, null)).isEqualTo("deny");
    }

    @Test
    void nobodyIsASuperuser() {
        emqx("authentication", Map.of("username", gauge.token(), "password", gauge.token()))
                .then()
                .statusCode(200)
                .body("is_superuser", equalTo(false));
        assertThat(mosquitto("superuser", Map.of("username", gauge.token()))).isEqualTo(403);
    }

    @Test
    void emqxHoldsClientsToTheirDevicesTopics() {
        assertThat(emqxAllows("publish", topic(mine, "telemetry"))).isTrue();
        assertThat(emqxAllows("publish", topic(other, "telemetry"))).isFalse();
        assertThat(emqxAllows("publish", topic(mine, "commands/open"))).isFalse();
        assertThat(emqxAllows("publish", "somewhere/else")).isFalse();
        assertThat(emqxAllows("publish", topic(mine, "+"))).isFalse();
        assertThat(emqxAllows("publish", "$SYS/brokers")).isFalse();
        assertThat(emqxAllows("subscribe", topic(mine, "commands/#"))).isTrue();
        assertThat(emqxAllows("subscribe", topic(mine, "#"))).isTrue();
        assertThat(emqxAllows("subscribe", "$share/group/" + topic(mine, "#"))).isTrue();
        assertThat(emqxAllows("subscribe", topic(other, "#"))).isFalse();
        assertThat(emqxAllows("subscribe", "$share/group/" + topic(other, "#"))).isFalse();
        assertThat(emqxAllows("subscribe", "workspaces/" + workspace + "/devices/+/telemetry"))
                .isFalse();
        assertThat(emqxAllows("subscribe", "workspaces/" + workspace + "/#")).isFalse();
        assertThat(emqxAllows("subscribe", "#")).isFalse();
        assertThat(emqxAllows("subscribe", "")).isFalse();
    }

    @Test
    void whoHoldsEveryDeviceMaySubscribeToAllOfThem() {
        Holder watcher = Told.user();
        Told.verdictAt(
                new Member(workspace, watcher.account())
                        .everyDevice("device:view")
                        .tell(),
                watcher.token(),
                workspace,
                null,
                null);

        assertThat(emqxAllows(watcher.token(), "subscribe", "workspaces/" + workspace + "/devices/+/telemetry"))
                .isTrue();
        // Commands are among these, and need device:record.
        assertThat(emqxAllows(watcher.token(), "subscribe", "workspaces/" + workspace + "/devices/+/#"))
                .isFalse();
        assertThat(emqxAllows(watcher.token(), "subscribe", "workspaces/+/devices/+/telemetry"))
                .isFalse();
    }

    @Test
    void rightsThatAreTakenAwayAreGoneFromTheNextMessageOn() {
        Told.verdictAt(new Member(workspace, gauge.account()).removed().tell(), gauge.token(), workspace, null, null);

        assertThat(emqxAllows("publish", topic(mine, "telemetry"))).isFalse();
    }

    @Test
    void theAddressEmqxSawIsHeldToTheTokensNetworks() {
        String limited = Told.limited(gauge, Map.of("networks", List.of("198.51.100.0/24")));

        assertThat(emqx("authentication", Map.of("username", limited, "password", limited, "peerhost", "198.51.100.7"))
                        .<String>path("result"))
                .isEqualTo("allow");
        assertThat(emqx("authentication", Map.of("username", limited, "password", limited, "peerhost", "192.0.2.1"))
                        .<String>path("result"))
                .isEqualTo("deny");
        assertThat(emqxConnects(limited, limited)).isEqualTo("deny");
    }

    @Test
    void mosquittoConnectsWhoHasATokenAsUserNameAndPassword() {
        assertThat(mosquitto("user", Map.of("username", gauge.token(), "password", gauge.token(), "clientid", "1")))
                .isEqualTo(200);
        assertThat(mosquitto("user", Map.of("username", gauge.token(), "password", "x")))
                .isEqualTo(403);
        assertThat(mosquitto("user", Map.of())).isEqualTo(403);
    }

    @Test
    void mosquittoHoldsClientsToTheirDevicesTopics() {
        assertThat(acl("2", topic(mine, "telemetry"))).isEqualTo(200);
        assertThat(acl("2", topic(mine, "commands/open"))).isEqualTo(403);
        assertThat(acl("1", topic(mine, "commands/open"))).isEqualTo(200);
        assertThat(acl("1", topic(other, "telemetry"))).isEqualTo(403);
        assertThat(acl("3", topic(mine, "telemetry"))).isEqualTo(200);
        assertThat(acl("3", topic(mine, "commands/open"))).isEqualTo(403);
        assertThat(acl("4", topic(mine, "#"))).isEqualTo(200);
        assertThat(acl("1", topic(mine, "#"))).isEqualTo(403);
        assertThat(acl("4", "#")).isEqualTo(403);
        assertThat(acl("5", topic(mine, "telemetry"))).isEqualTo(403);
        assertThat(acl("x", topic(mine, "telemetry"))).isEqualTo(403);
    }

    @Test
    void aBrokerThatIsNobodyIsTurnedAway() {
        given().contentType(ContentType.JSON)
                .body(Map.of("username", gauge.token(), "password", gauge.token()))
                .post("/v1/mqtt/emqx/authentication")
                .then()
                .statusCode(401);
        given().contentType(ContentType.URLENC)
                .formParam("username", gauge.token())
                .formParam("password", gauge.token())
                .post("/v1/mqtt/mosquitto/user")
                .then()
                .statusCode(401);
        given().auth()
                .preemptive()
                .basic(Told.GATEWAY, Told.SECRET)
                .contentType(ContentType.URLENC)
                .post("/v1/mqtt/mosquitto/user")
                .then()
                .statusCode(403)
                .body("type", equalTo("urn:latchkey:problem:not-allowed"));
    }

    @Test
    void whatMakesNoSenseIsRefusedAndNeverAllowed() {
        emqx("authorization", Map.of("username", gauge.token(), "topic", "x", "action", "both"))
                .then()
                .statusCode(400);
        emqx("authorization", Map.of("username", gauge.token(), "topic", "x"))
                .then()
                .statusCode(400);
        emqx("authorization", Map.of("username", 1, "topic", "x", "action", "publish"))
                .then()
                .statusCode(400);
    }

    private String emqxConnects(String user, String password) {
        return emqx(
                        "authentication",
                        user == null ? Map.of("clientid", "1") : Map.of("username", user, "password", password))
                .then()
                .statusCode(200)
                .extract()
                .path("result");
    }

    private boolean emqxAllows(String action, String topic) {
        return emqxAllows(gauge.token(), action, topic);
    }

    private boolean emqxAllows(String user, String action, String topic) {
        String result = emqx("authorization", Map.of("username", user, "topic", topic, "action", action))
                .then()
                .statusCode(200)
                .extract()
                .path("result");
        assertThat(result).isIn("allow", "deny");
        return result.equals("allow");
    }

    private static Response emqx(String hook, Map<String, ?> body) {
        return broker().contentType(ContentType.JSON).body(body).post("/v1/mqtt/emqx/" + hook);
    }

    private int acl(String access, String topic) {
        return mosquitto("acl", Map.of("username", gauge.token(), "clientid", "1", "topic", topic, "acc", access));
    }

    private static int mosquitto(String hook, Map<String, String> form) {
        return broker().contentType(ContentType.URLENC)
                .formParams(form)
                .post("/v1/mqtt/mosquitto/" + hook)
                .statusCode();
    }

    private static RequestSpecification broker() {
        return given().auth().preemptive().basic(Told.CHECKER, Told.SECRET);
    }
}
