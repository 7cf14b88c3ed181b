package io.latchkey.system.journeys;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.latchkey.system.people.Person;
import io.latchkey.system.stack.OnTheStack;
import io.latchkey.system.stack.Stack;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnTheStack.class)
class MqttJourneyTest {
    private final Stack stack;

    MqttJourneyTest(Stack stack) {
        this.stack = stack;
    }

    @Test
    void aGaugeConnectsAndPublishesUntilItsApiUserIsDeleted() {
        Person ada = Person.registers(stack, "Ada");
        String workspace = ada.firstWorkspace();
        String device = ada.createsDevice(workspace, "Gauge");
        String apiUser = ada.createsApiUser(
                workspace,
                Map.of(
                        "name", "Gauge",
                        "devices", Map.of("ids", List.of(device)),
                        "devicePermissions", List.of("device:record")));
        String token = ada.tokenOf(apiUser);
        String telemetry = "workspaces/" + workspace + "/devices/" + device + "/telemetry";

        await().atMost(Duration.ofSeconds(60)).until(() -> emqx(token, "publish", telemetry), "allow"::equals);
        assertThat(emqx(token, "subscribe", "workspaces/" + workspace + "/devices/" + device + "/commands/#"))
                .isEqualTo("allow");
        assertThat(emqx(token, "subscribe", "workspaces/" + workspace + "/devices/#"))
                .isEqualTo("deny");
        assertThat(mosquitto("user", Map.of("username", token, "password", token)))
                .isEqualTo(200);
        assertThat(mosquitto("acl", Map.of("username", token, "topic", telemetry, "acc", "2")))
                .isEqualTo(200);

        ada.does()
                .delete("/v1/workspaces/" + workspace + "/api-users/" + apiUser)
                .then()
                .statusCode(204);

        await().atMost(Duration.ofSeconds(60)).until(() -> emqx(token, "publish", telemetry), "deny"::equals);
        // Its rights go first, then its token.
        await().atMost(Duration.ofSeconds(60))
                .until(() -> mosquitto("user", Map.of("username", token, "password", token)), status -> status == 403);
    }

    private String emqx(String token, String action, String topic) {
        return broker().contentType(ContentType.JSON)
                .body(Map.of("username", token, "topic", topic, "action", action))
                .post(stack.url("token") + "/v1/mqtt/emqx/authorization")
                .then()
                .statusCode(200)
                .extract()
                .path("result");
    }

    private int mosquitto(String hook, Map<String, String> form) {
        return broker().contentType(ContentType.URLENC)
                .formParams(form)
                .post(stack.url("token") + "/v1/mqtt/mosquitto/" + hook)
                .statusCode();
    }

    private RequestSpecification broker() {
        return given().auth().preemptive().basic(stack.value("/checkClient/id"), stack.value("/checkClient/secret"));
    }
}
