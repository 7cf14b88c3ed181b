package io.latchkey.workspace.preconditions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.latchkey.local.tests.Servers;
import io.latchkey.workspace.Platform;
import io.latchkey.workspace.Platform.Person;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Servers.class)
class IfMatchTest {
    private Person owner;
    private Person guest;

    @BeforeEach
    void register() {
        owner = Platform.register();
        guest = Platform.register();
        owner.add(guest, Map.of("permissions", List.of("reports")));
    }

    private String made(String path, Map<String, Object> body, String id) {
        return owner.post(owner.in(path), body).then().statusCode(201).extract().path(id);
    }

    private String tag(String path) {
        return owner.request()
                .get(owner.in(path))
                .then()
                .statusCode(200)
                .header("ETag", notNullValue())
                .extract()
                .header("ETag");
    }

    private Response change(String path, String tag, Map<String, Object> body) {
        return owner.request().header("If-Match", tag).body(body).patch(owner.in(path));
    }

    /** One of everything that can be changed, and a change of it. */
    private Map<String, Map<String, Object>> things() {
        Map<String, Map<String, Object>> things = new LinkedHashMap<>();
        things.put("", Map.of("name", "Engine room"));
        things.put("/members/" + guest.account(), Map.of("permissions", List.of("exports")));
        things.put("/api-users/" + made("/api-users", Map.of("name", "Robot"), "account"), Map.of("name", "Machine"));
        things.put("/roles/" + made("/roles", Map.of("name", "Day"), "id"), Map.of("name", "Night"));
        things.put("/teams/" + made("/teams", Map.of("name", "Day"), "id"), Map.of("name", "Night"));
        things.put("/devices/" + owner.addDevice("Pump"), Map.of("name", "Valve"));
        return things;
    }

    @Test
    void refusesToOverwriteWhatHasNotBeenSeen() {
        things().forEach((path, body) -> {
            String first = tag(path);

            Response changed = change(path, first, body);

            changed.then().statusCode(200);
            change(path, first, body)
                    .then()
                    .statusCode(412)
                    .body("type", equalTo("urn:latchkey:problem:precondition-failed"));
            if (!path.isEmpty()) {
                assertThat(changed.header("ETag")).as(path).isEqualTo(tag(path)).isNotEqualTo(first);
            }
            change(path, "\"another\", " + tag(path), body).then().statusCode(200);
            change(path, "*", body).then().statusCode(200);
        });
    }

    @Test
    void whatIsRefusedHasChangedNothing() {
        String member = "/members/" + guest.account();

        change(member, "\"another\"", Map.of("permissions", List.of("exports")))
                .then()
                .statusCode(412);

        owner.request().get(owner.in(member)).then().body("permissions", contains("reports"));
    }

    @Test
    void deletingTakesItToo() {
        String device = "/devices/" + owner.addDevice("Pump");

        owner.request()
                .header("If-Match", "\"another\"")
                .delete(owner.in(device))
                .then()
                .statusCode(412);

        owner.request()
                .header("If-Match", tag(device))
                .delete(owner.in(device))
                .then()
                .statusCode(204);
    }

    @Test
    void whatIsKnownIsNotSentAgain() {
        String device = "/devices/" + owner.addDevice("Pump");

        owner.request()
                .header("If-None-Match", tag(device))
                .get(owner.in(device))
                .then()
                .statusCode(304);
        owner.request().get(owner.in("/devices/" + UUID.randomUUID())).then().statusCode(404);
    }

    /** Each reads, adds one permission and writes, until nobody was in between: none is lost. */
    @Test
    void twoAdministratorsAtOnceLoseNothing() throws Exception {
        List<String> permissions =
                List.of("basics", "billing", "rules", "dashboards", "zones", "exports", "gateways", "integrations");
        String team = "/teams/" + made("/teams", Map.of("name", "Crew"), "id");
        try (var administrators = Executors.newFixedThreadPool(2)) {
            List<Callable<Void>> additions = permissions.stream()
                    .<Callable<Void>>map(permission -> () -> add(team, permission))
                    .toList();
            for (Future<Void> added : administrators.invokeAll(additions)) {
                added.get();
            }
        }

        owner.request().get(owner.in(team)).then().body("permissions.size()", equalTo(permissions.size()));
    }

    private Void add(String team, String permission) {
        while (true) {
            Response read = owner.request().get(owner.in(team));
            List<String> wanted = new ArrayList<>(read.<List<String>>path("permissions"));
            wanted.add(permission);
            int status = change(team, read.header("ETag"), Map.of("permissions", wanted))
                    .statusCode();
            if (status == 200) {
                return null;
            }
            assertThat(status).isEqualTo(412);
        }
    }

    @Test
    void anOrganizationAndItsAdministratorsAreNotOverwrittenUnseen() {
        String organization =
                "/v1/organizations/" + owner.request().get(owner.in("")).path("organization");
        owner.post(
                        organization + "/administrators",
                        Map.of("email", guest.email(), "permissions", List.of("org:billing")))
                .then()
                .statusCode(201);
        Map<String, Map<String, Object>> things = Map.of(
                organization,
                Map.of("name", "Engines"),
                organization + "/administrators/" + guest.account(),
                Map.of("permissions", List.of("org:members")));

        things.forEach((path, change) -> {
            String tag =
                    owner.request().get(path).then().statusCode(200).extract().header("ETag");
            owner.request()
                    .header("If-Match", tag)
                    .body(change)
                    .patch(path)
                    .then()
                    .statusCode(200);
            owner.request()
                    .header("If-Match", tag)
                    .body(change)
                    .patch(path)
                    .then()
                    .statusCode(412);
        });

        String administrator = organization + "/administrators/" + guest.account();
        owner.request()
                .header("If-Match", "\"old\"")
                .delete(administrator)
                .then()
                .statusCode(412);
        owner.request().get(administrator).then().body("permissions", contains("org:members"));
        String tag = owner.request().get(administrator).header("ETag");
        owner.request().header("If-Match", tag).delete(administrator).then().statusCode(204);
        guest.request().get(administrator).then().statusCode(404);
    }
}
