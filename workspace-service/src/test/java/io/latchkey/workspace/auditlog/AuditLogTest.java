package io.latchkey.workspace.auditlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.latchkey.local.tests.Servers;
import io.latchkey.workspace.Platform;
import io.latchkey.workspace.Platform.Person;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Servers.class)
class AuditLogTest {
    @Inject
    Pool postgres;

    private Person owner;

    @BeforeEach
    void register() {
        owner = Platform.register();
    }

    private ValidatableResponse log(String query) {
        return owner.request().get(owner.in("/audit-log" + query)).then().statusCode(200);
    }

    private String createTeam(String name) {
        return owner.post(owner.in("/teams"), Map.of("name", name, "permissions", List.of("reports")))
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    @Test
    void tellsWhoDidWhatFromWhereBeforeAndAfter() {
        String team = createTeam("Night");

        owner.request()
                .header("X-Request-Id", "order-4711")
                .header("X-Forwarded-For", "203.0.113.7")
                .body(Map.of("permissions", List.of("exports")))
                .patch(owner.in("/teams/" + team))
                .then()
                .statusCode(200)
                .header("X-Request-Id", "order-4711");

        log("?limit=1")
                .body("items[0].action", equalTo("team.changed"))
                .body("items[0].actor", equalTo(owner.account().toString()))
                .body("items[0].workspace", equalTo(owner.workspace().toString()))
                .body("items[0].target", equalTo(team))
                .body("items[0].source", equalTo("203.0.113.7"))
                .body("items[0].requestId", equalTo("order-4711"))
                .body("items[0].token", nullValue())
                .body("items[0].before", equalTo(Map.of("permissions", List.of("reports"))))
                .body("items[0].after", equalTo(Map.of("permissions", List.of("exports"))));
    }

    @Test
    void everyChangeOfAWorkspaceIsInItsLog() {
        UUID device = owner.addDevice("Pump");
        owner.patch(owner.in("/devices/" + device), Map.of("name", "Pump 2"));
        Person guest = Platform.register();
        owner.add(guest, Map.of("permissions", List.of("reports")));
        owner.patch(owner.in("/members/" + guest.account()), Map.of("permissions", List.of("exports")));
        guest.request().delete(owner.in("/members/" + guest.account()));
        String role = owner.post(owner.in("/roles"), Map.of("name", "Day")).path("id");
        owner.patch(owner.in("/roles/" + role), Map.of("permissions", List.of("reports")));
        owner.request().delete(owner.in("/roles/" + role));
        String apiUser =
                owner.post(owner.in("/api-users"), Map.of("name", "robot")).path("account");
        owner.patch(owner.in("/api-users/" + apiUser), Map.of("name", "machine"));
        owner.request().delete(owner.in("/api-users/" + apiUser));
        String invitation = owner.post(owner.in("/invitations"), Map.of("email", UUID.randomUUID() + "@example.com"))
                .path("id");
        owner.request().delete(owner.in("/invitations/" + invitation));
        owner.request().delete(owner.in("/devices/" + device));
        owner.request().delete(owner.in("/teams/" + createTeam("Night")));
        owner.patch(owner.in(""), Map.of("name", "Engine room"));

        log("").body(
                        "items.action",
                        contains(
                                "workspace.changed",
                                "team.deleted",
                                "team.created",
                                "device.removed",
                                "invitation.withdrawn",
                                "invitation.created",
                                "api_user.deleted",
                                "api_user.changed",
                                "api_user.created",
                                "role.deleted",
                                "role.changed",
                                "role.created",
                                "member.left",
                                "member.changed",
                                "member.joined",
                                "invitation.created",
                                "device.changed",
                                "device.registered",
                                "workspace.created"));
        owner.request()
                .get(owner.in("/audit-log/verification"))
                .then()
                .statusCode(200)
                .body("intact", equalTo(true))
                .body("entries", equalTo(19));
    }

    @Test
    void whatIsRefusedOrChangesNothingIsNotInIt() {
        owner.post(owner.in("/roles"), Map.of("name", "owner")).then().statusCode(409);
        owner.patch(owner.in(""), Map.of()).then().statusCode(200);

        log("").body("items", hasSize(1)).body("items[0].action", equalTo("workspace.created"));
    }

    @Test
    void canBeSearched() {
        String night = createTeam("Night");
        createTeam("Day");
        Person guest = Platform.register();
        owner.add(guest, Map.of("roles", List.of("administrator")));
        guest.post(owner.in("/devices"), Map.of("name", "Pump")).then().statusCode(201);

        log("?actor=" + guest.account()).body("items.action", contains("device.registered"));
        log("?action=team.created").body("items", hasSize(2));
        log("?target=" + night).body("items", hasSize(1));
        Instant now = Instant.now();
        log("?until=" + now.minus(Duration.ofMinutes(10))).body("items", hasSize(0));
        log("?since=" + now.minus(Duration.ofMinutes(10))).body("items", hasSize(6));
        log("?action=team.created&actor=" + guest.account()).body("items", hasSize(0));
        owner.request()
                .get(owner.in("/audit-log?action=team.painted"))
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo("action"));
        owner.request().get(owner.in("/audit-log?since=yesterday")).then().statusCode(400);
    }

    @Test
    void isReadInPages() {
        createTeam("Night");
        createTeam("Day");

        Response first = owner.request().get(owner.in("/audit-log?limit=2"));
        Response second = owner.request().get(owner.in("/audit-log?limit=2&after=" + first.path("next")));

        first.then().body("items.number", contains(3, 2));
        second.then().body("items.number", contains(1)).body("next", nullValue());
    }

    @Test
    void isExportedAsJsonLines() {
        createTeam("Night");
        createTeam("Day");

        String lines = owner.request()
                .get(owner.in("/audit-log/export?action=team.created"))
                .then()
                .statusCode(200)
                .contentType(startsWith("application/x-ndjson"))
                .header("X-Request-Id", notNullValue())
                .header("Cache-Control", "no-store")
                .extract()
                .asString();

        assertThat(Arrays.asList(lines.strip().split("\n")))
                .hasSize(2)
                .allMatch(line -> line.startsWith("{\"id\":") && line.contains("\"action\":\"team.created\""));
    }

    @Test
    void isForThoseWhoManageMembers() {
        Person guest = Platform.register();
        owner.add(guest, Map.of("roles", List.of("observer")));

        for (String path : List.of("/audit-log", "/audit-log/export", "/audit-log/verification")) {
            guest.request().get(owner.in(path)).then().statusCode(403);
            Platform.register().request().get(owner.in(path)).then().statusCode(404);
        }
    }

    @Test
    void noticesAnEntryThatWasChanged() {
        createTeam("Night");
        createTeam("Day");

        tamper("update audit_entry set actor = gen_random_uuid() where log = $1 and number = 2");

        verification().body("intact", equalTo(false)).body("brokenAt", equalTo(2));
    }

    @Test
    void noticesAnEntryThatWasTakenOut() {
        createTeam("Night");
        createTeam("Day");

        tamper("delete from audit_entry where log = $1 and number = 2");

        verification().body("intact", equalTo(false)).body("brokenAt", equalTo(2));
    }

    @Test
    void noticesThatTheNewestWereTakenOut() {
        createTeam("Night");
        createTeam("Day");

        tamper("delete from audit_entry where log = $1 and number = 3");
        tamper(
                "update audit_log set newest = 2, newest_mac = (select mac from audit_entry where log = $1 and number = 2)"
                        + " where id = $1");

        verification().body("intact", equalTo(false));
        createTeam("Evening");
        verification().body("intact", equalTo(false));
    }

    private void tamper(String sql) {
        postgres.preparedQuery(sql)
                .execute(io.vertx.mutiny.sqlclient.Tuple.of(owner.workspace()))
                .await()
                .atMost(Duration.ofSeconds(10));
    }

    private ValidatableResponse verification() {
        return owner.request().get(owner.in("/audit-log/verification")).then().statusCode(200);
    }
}
