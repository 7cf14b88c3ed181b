package io.latchkey.workspace.registration;

import static io.latchkey.workspace.Platform.eventsUpTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import io.latchkey.local.tests.Servers;
import io.latchkey.local.tests.TestEvents;
import io.latchkey.workspace.Platform;
import io.latchkey.workspace.Platform.Person;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(Servers.class)
class RegistrationTest {
    @Test
    void givesAPersonAnOrganizationAndAWorkspaceTheyOwn() {
        Person ada = Platform.register();

        ada.request().get("/v1/organizations").then().body("items[0].name", equalTo("Analytical Engines"));
        ada.request()
                .get(ada.in("/members/" + ada.account()))
                .then()
                .statusCode(200)
                .body("roles", hasItem("owner"), "effective.permissions", hasItem("billing"));
        Map<String, ConsumerRecord<String, String>> events = eventsUpTo(ada.workspace(), 1);
        assertThat(events.get(ada.workspace() + "/" + ada.account()).value())
                .contains("billing", "org:workspaces", "\"everyDevice\":[\"device:command\"");
    }

    @Test
    void doesSoOnceHoweverOftenItIsTold() {
        Person ada = Platform.register();

        Platform.tellOfAccount(ada.account(), ada.email(), "Ada");
        Person witness = Platform.register();

        assertThat(witness.account()).isNotEqualTo(ada.account());
        ada.request().get("/v1/organizations").then().body("items", hasSize(1));
        ada.request().get("/v1/workspaces").then().body("items", hasSize(1));
    }

    /** Of a batch the newest event counts, and a compacted topic may have no other. */
    @Test
    void doesSoForAPersonWhoWasSuspendedBeforeAnythingWasToldOfThem() {
        UUID account = UUID.randomUUID();
        String suspended = TestEvents.example(
                "account.v1",
                Map.of(
                        "0190a5a0-6b7e-7c4e-9d3a-1f2e3d4c5b01",
                        account.toString(),
                        "ada@example.com",
                        account + "@example.com",
                        "\"status\": \"active\"",
                        "\"status\": \"suspended\"",
                        "\"revision\": 1",
                        "\"revision\": 3"));

        TestEvents.send(TestEvents.ACCOUNTS, account.toString(), TestEvents.ACCOUNT, suspended);

        Person ada = Platform.register(account, account + "@example.com");
        ada.request().get("/v1/workspaces").then().body("items", hasSize(1));
    }

    @Test
    void turnsWhatWaitsForTheAddressIntoAMembership() {
        Person ada = Platform.register();
        UUID device = ada.addDevice("Pump");
        String email = UUID.randomUUID() + "@example.com";
        ada.post(
                        ada.in("/invitations"),
                        Map.of(
                                "email", email.toUpperCase(java.util.Locale.ROOT),
                                "permissions", java.util.List.of("reports"),
                                "devices", Map.of("ids", java.util.List.of(device)),
                                "devicePermissions", java.util.List.of("device:edit")))
                .then()
                .statusCode(201)
                .body("status", equalTo("pending"), "email", equalTo(email));

        Person grace = Platform.register(UUID.randomUUID(), email);

        Awaitility.await()
                .untilAsserted(() -> grace.request()
                        .get(ada.in("/members/" + grace.account()))
                        .then()
                        .statusCode(200)
                        .body(
                                "permissions",
                                equalTo(java.util.List.of("reports")),
                                "devices.ids",
                                hasItem(device.toString())));
        ada.request().get(ada.in("/invitations")).then().body("items[0].status", equalTo("accepted"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", """
                {"account": "0190a5a0-6b7e-7c4e-9d3a-1f2e3d4c5b05", "kind": "robot", "status": "active",
                 "displayName": "R2", "revision": 1}"""})
    void putsAPoisonMessageAsideAndGoesOn(String poison) {
        String key = UUID.randomUUID().toString();
        TestEvents.send(TestEvents.ACCOUNTS, key, TestEvents.ACCOUNT, poison);

        Platform.register();

        TestEvents.read(
                TestEvents.ACCOUNTS + ".dead-letter.workspace",
                record -> record.key().equals(key));
    }
}
