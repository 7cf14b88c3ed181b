package io.latchkey.workspace.imports;

import static io.latchkey.workspace.Platform.eventsUpTo;
import static io.latchkey.workspace.Platform.revision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.latchkey.local.tests.Servers;
import io.latchkey.local.tests.TestIssuer;
import io.latchkey.workspace.Platform;
import io.latchkey.workspace.Platform.Person;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Servers.class)
class ImportTest {
    private static final Map<String, Object> NORTH =
            Map.of("devices", Map.of("tags", List.of("north")), "devicePermissions", List.of("device:command"));

    @Inject
    Pool postgres;

    private Person owner;
    private Person guest;

    @BeforeEach
    void register() {
        owner = Platform.register();
        guest = Platform.register();
    }

    private Response send(Person who, String query, String file) {
        return RestAssured.given()
                .auth()
                .oauth2(TestIssuer.session(who.account()))
                .contentType("text/csv")
                .body(file.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .post(owner.in("/devices/imports" + query));
    }

    private Response over(Response sent) {
        String location = sent.then().statusCode(202).extract().header("Location");
        String path = location.substring(location.indexOf("/v1/"));
        return await().until(() -> owner.request().get(path), answer -> answer.path("finishedAt") != null);
    }

    @Test
    void aFileBecomesDevicesInOneChange() {
        owner.add(guest, NORTH);

        Response done = over(send(owner, "", "name,serial,tags\nPump,1,north\nValve,2,\nBoiler,,north|old\n"));

        done.then()
                .body("status", equalTo("done"))
                .body("lines", equalTo(3))
                .body("done", equalTo(3))
                .body("errors", nullValue());
        owner.request().get(owner.in("/devices")).then().body("items.name", contains("Pump", "Valve", "Boiler"));
        guest.request().get(owner.in("/devices")).then().body("items.name", containsInAnyOrder("Pump", "Boiler"));
        List<String> ids = owner.request().get(owner.in("/devices")).path("items.id");
        var told = eventsUpTo(owner.workspace(), revision(done));
        assertThat(told)
                .containsKeys(ids.stream()
                        .map(id -> owner.workspace() + "/device/" + id)
                        .toArray(String[]::new));
        assertThat(told.get(owner.workspace() + "/" + guest.account()).value())
                .contains(ids.getFirst(), ids.getLast())
                .doesNotContain(ids.get(1));
        owner.request()
                .get(owner.in("/audit-log?action=device.imported"))
                .then()
                .body("items", hasSize(1))
                .body("items[0].actor", equalTo(owner.account().toString()))
                .body("items[0].after.devices", equalTo(3));
        owner.request().get(owner.in("/devices/imports")).then().body("items.status", contains("done"));
    }

    @Test
    void whatIsWrongWithTheFileIsSaidAtOnce() {
        send(owner, "", "name,serial\n,1\nPump,2\nValve,2\n")
                .then()
                .statusCode(400)
                .body("violations.field", contains("line 2, name", "line 4, serial"));

        owner.request().get(owner.in("/devices/imports")).then().body("items", empty());
    }

    @Test
    void nothingIsHalfDone() {
        owner.post(owner.in("/devices"), Map.of("name", "Old", "serial", "SN-2"))
                .then()
                .statusCode(201);

        Response refused = over(send(owner, "", "name,serial\nPump,SN-1\nValve,SN-2\nBoiler,SN-3\n"));

        refused.then()
                .body("status", equalTo("refused"))
                .body("done", equalTo(0))
                .body("errors.field", contains("line 3, serial"));
        owner.request().get(owner.in("/devices")).then().body("items.name", contains("Old"));
    }

    @Test
    void aTagGivesNobodyWhatTheImporterDoesNotHold() {
        Person clerk = Platform.register();
        owner.add(clerk, Map.of("permissions", List.of("devices")));
        owner.add(guest, NORTH);

        over(send(clerk, "", "name,tags\nPump,north\n")).then().body("status", equalTo("refused"));

        over(send(clerk, "", "name,tags\nPump,south\n")).then().body("status", equalTo("done"));
    }

    @Test
    void whatTheImporterMayIsJudgedWhenItIsDone() throws Exception {
        Person clerk = Platform.register();
        owner.add(clerk, Map.of("permissions", List.of("devices")));
        UUID id = UUID.randomUUID();
        owner.request().delete(owner.in("/members/" + clerk.account())).then().statusCode(204);

        keep(id, clerk, "waiting");

        await().untilAsserted(() -> owner.request()
                .get(owner.in("/devices/imports/" + id))
                .then()
                .body("status", equalTo("refused"))
                .body("errors.message", contains("There is no such workspace.")));
    }

    @Test
    void whatAnInstanceThatDiedHadBegunIsTakenUp() {
        UUID id = UUID.randomUUID();

        keep(id, owner, "running");

        await().untilAsserted(() ->
                owner.request().get(owner.in("/devices/imports/" + id)).then().body("status", equalTo("done")));
        owner.request().get(owner.in("/devices")).then().body("items.name", contains("Pump"));
    }

    private void keep(UUID id, Person who, String status) {
        postgres.preparedQuery("""
                        insert into device_import (id, workspace, status, lines, devices, account, created_at, heartbeat_at)
                        values ($1, $2, $3, 1, $4, $5, now(), now() - interval '2 min')""")
                .execute(Tuple.of(
                        id,
                        owner.workspace(),
                        status,
                        "[{\"line\":2,\"id\":\"" + UUID.randomUUID() + "\",\"name\":\"Pump\",\"tags\":[]}]",
                        who.account()))
                .await()
                .atMost(Duration.ofSeconds(20));
    }

    @Test
    void aDryRunSaysWhoWouldGetWhat() {
        owner.add(guest, NORTH);

        send(owner, "?dryRun=true", "name,tags\nPump,north\n")
                .then()
                .statusCode(200)
                .body("gains.account", contains(guest.account().toString()));

        owner.request().get(owner.in("/devices/imports")).then().body("items", empty());
        owner.request().get(owner.in("/devices")).then().body("items", empty());
    }

    @Test
    void isForWhoMayRegisterDevices() {
        owner.add(guest, Map.of("permissions", List.of("members")));

        send(guest, "", "name\nPump\n").then().statusCode(403);
        send(Platform.register(), "", "name\nPump\n").then().statusCode(404);
        guest.request().get(owner.in("/devices/imports")).then().statusCode(403);
        owner.request()
                .get(owner.in("/devices/imports/" + UUID.randomUUID()))
                .then()
                .statusCode(404);
    }

    @Test
    void theSameKeyImportsOnce() {
        String key = UUID.randomUUID().toString();
        List<String> ids = List.of(1, 2).stream()
                .map(time -> RestAssured.given()
                        .auth()
                        .oauth2(TestIssuer.session(owner.account()))
                        .contentType("text/csv")
                        .header("Idempotency-Key", key)
                        .body("name\nPump\n")
                        .post(owner.in("/devices/imports"))
                        .then()
                        .statusCode(202)
                        .extract()
                        .<String>path("id"))
                .toList();

        assertThat(ids.getFirst()).isEqualTo(ids.getLast());
    }

    @Test
    void onlyFilesMayBeLarge() {
        String large = "{\"name\":\"" + "x".repeat(300_000) + "\"}";

        owner.request().body(large).post(owner.in("/devices")).then().statusCode(413);
        over(send(owner, "", "name\n" + "a device with a name of some length\n".repeat(10_000)))
                .then()
                .body("done", equalTo(10_000));
        RestAssured.given()
                .auth()
                .oauth2(TestIssuer.session(owner.account()))
                .contentType(ContentType.JSON)
                .body("[]")
                .post(owner.in("/devices/imports"))
                .then()
                .statusCode(415);
    }
}
