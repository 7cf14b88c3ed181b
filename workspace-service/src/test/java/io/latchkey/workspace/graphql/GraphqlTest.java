package io.latchkey.workspace.graphql;

import static io.latchkey.workspace.Platform.eventsUpTo;
import static io.latchkey.workspace.Platform.revision;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
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
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Servers.class)
class GraphqlTest {
    private Person owner;
    private Person guest;

    @BeforeEach
    void register() {
        owner = Platform.register();
        guest = Platform.register();
    }

    /** @param variables by name; {@code workspace} is the owner's */
    private Response asks(Person who, String query, Map<String, Object> variables) {
        Map<String, Object> all = new java.util.HashMap<>(variables);
        all.put("workspace", owner.workspace());
        return who.post("/graphql", Map.of("query", query, "variables", all));
    }

    private Response asks(Person who, String query) {
        return asks(who, query, Map.of());
    }

    @Test
    void anApiUserIsCreatedChangedAndDeletedAsByItsResource() {
        Response created = asks(owner, """
                mutation($workspace: String!) {
                    createApiUser(workspace: $workspace, apiUser: {
                        name: "Robot", permissions: ["reports"], devices: {all: true}, devicePermissions: ["device:record"]
                    }) { account name rights { permissions devices { all } } }
                }""");
        created.then()
                .statusCode(200)
                .body("errors", nullValue())
                .body("data.createApiUser.rights.permissions", contains("reports"))
                .body("data.createApiUser.rights.devices.all", equalTo(true));
        String account = created.path("data.createApiUser.account");
        assertThat(eventsUpTo(owner.workspace(), revision(created))).containsKey(owner.workspace() + "/" + account);

        Response changed = asks(owner, """
                mutation($workspace: String!, $account: String!) {
                    changeApiUser(workspace: $workspace, account: $account, apiUser: {permissions: ["exports"]}) {
                        name rights { permissions }
                    }
                }""", Map.of("account", account));

        changed.then()
                .body("data.changeApiUser.name", equalTo("Robot"))
                .body("data.changeApiUser.rights.permissions", contains("exports"));
        assertThat(eventsUpTo(owner.workspace(), revision(changed))
                        .get(owner.workspace() + "/" + account)
                        .value())
                .contains("exports")
                .doesNotContain("reports");
        owner.request()
                .get(owner.in("/audit-log"))
                .then()
                .body("items.action", hasItem("api_user.changed"))
                .body("items[0].actor", equalTo(owner.account().toString()))
                .body("items[0].requestId", equalTo(changed.header("X-Request-Id")));
        asks(
                        owner,
                        "mutation($workspace: String!, $account: String!) { deleteApiUser(workspace: $workspace, account: $account) }",
                        Map.of("account", account))
                .then()
                .body("data.deleteApiUser", equalTo(true));
        owner.request().get(owner.in("/api-users")).then().body("items", empty());
    }

    @Test
    void severalThingsAreAskedAtOnce() {
        owner.add(guest, Map.of("roles", List.of("observer")));
        owner.addDevice("Pump");

        asks(owner, """
                query($workspace: String!) {
                    workspace(id: $workspace) { name slug organization }
                    members(workspace: $workspace, limit: 10) { items { account rights { roles } effective { permissions } } next }
                    devices(workspace: $workspace) { items { name tags } }
                    roles(workspace: $workspace) { items { name builtIn } }
                    teams(workspace: $workspace) { items { name } }
                    invitations(workspace: $workspace) { items { email status } }
                    auditLog(workspace: $workspace) { items { action before after at } }
                    organizations { items { name permissions } }
                    memberships { items { slug effective { permissions } } }
                }""")
                .then()
                .statusCode(200)
                .body("errors", nullValue())
                .body("data.members.items.account", hasItem(guest.account().toString()))
                .body("data.devices.items.name", contains("Pump"))
                .body("data.roles.items.name", hasItem("observer"))
                .body("data.invitations.items.status", contains("accepted"))
                .body("data.auditLog.items.action", hasItem("member.joined"))
                .body("data.organizations.items.permissions[0]", hasItem("org:members"));
    }

    @Test
    void rulesAndRefusalsAreThoseOfTheResources() {
        owner.add(guest, Map.of("permissions", List.of("members")));

        asks(
                        guest,
                        "mutation($workspace: String!) { createApiUser(workspace: $workspace, apiUser: {name: \"R\","
                                + " permissions: [\"billing\"]}) { account } }")
                .then()
                .statusCode(200)
                .body("data.createApiUser", nullValue())
                .body("errors[0].message", containsString("beyond your own"))
                .body("errors[0].extensions.problem.status", equalTo(403))
                .body("errors[0].extensions.problem.type", equalTo("urn:latchkey:problem:beyond-own-rights"));
        asks(Platform.register(), "query($workspace: String!) { devices(workspace: $workspace) { items { id } } }")
                .then()
                .body("data.devices", nullValue())
                .body("errors[0].extensions.problem.type", equalTo("urn:latchkey:problem:not-found"));
        asks(owner, "mutation($workspace: String!) { registerDevice(workspace: $workspace, name: \"\") { id } }")
                .then()
                .body("errors[0].extensions.problem.type", equalTo("urn:latchkey:problem:invalid"))
                .body("errors[0].extensions.problem.violations.field", contains("name"));
        asks(
                        owner,
                        "mutation($workspace: String!) { createRole(workspace: $workspace, name: \"R\", permissions:"
                                + " [\"reports\", \"flying\"]) { id } }")
                .then()
                .body("errors[0].extensions.problem.violations.field", contains("permissions[1]"));
        asks(owner, "query { workspace(id: \"no id\") { name } }")
                .then()
                .statusCode(200)
                .body("errors", notNullValue())
                .body("data.workspace", nullValue());
    }

    @Test
    void aTokensLimitsHoldHereToo() {
        String limited = TestIssuer.forged(
                owner.account(),
                Map.of(),
                Map.of(
                        "kind",
                        "user",
                        "limit_permissions",
                        "reports",
                        "token",
                        UUID.randomUUID().toString()));

        given().auth()
                .oauth2(limited)
                .contentType(ContentType.JSON)
                .body(Map.of(
                        "query",
                        "mutation { registerDevice(workspace: \"" + owner.workspace() + "\", name: \"Pump\") { id } }"))
                .post("/graphql")
                .then()
                .body("data.registerDevice", nullValue())
                .body("errors[0].extensions.problem.status", equalTo(403));
        owner.request().get(owner.in("/devices")).then().body("items", empty());
    }

    @Test
    void nobodyAsksWithoutALogIn() {
        for (var request : List.of(given(), given().auth().oauth2("not.a.jwt"))) {
            request.contentType(ContentType.JSON)
                    .body(Map.of("query", "{ workspaces { items { id } } }"))
                    .post("/graphql")
                    .then()
                    .statusCode(401)
                    .header("WWW-Authenticate", containsString("Bearer"))
                    .body("type", equalTo("urn:latchkey:problem:not-authenticated"));
        }
        owner.request()
                .queryParam("query", "{ workspaces { items { id } } }")
                .get("/graphql")
                .then()
                .statusCode(405);
    }

    @Test
    void thereIsNoDryRunThatWouldBeMistakenForTheRealThing() {
        owner.request()
                .queryParam("dryRun", "true")
                .body(Map.of(
                        "query",
                        "mutation { registerDevice(workspace: \"" + owner.workspace() + "\", name: \"Pump\") { id } }"))
                .post("/graphql")
                .then()
                .statusCode(400);

        owner.request().get(owner.in("/devices")).then().body("items", empty());
    }

    @Test
    void whoCannotBeJudgedIsNotToldThatTheirCredentialIsNoGood() {
        String ofTokenService =
                TestIssuer.forged(owner.account(), Map.of(), Map.of("kind", "user", "iss", "https://token.latchkey"));

        given().auth()
                .oauth2(ofTokenService)
                .contentType(ContentType.JSON)
                .body(Map.of("query", "{ workspaces { items { id } } }"))
                .post("/graphql")
                .then()
                .statusCode(503);
    }

    @Test
    void nobodySendsWithoutEnd() throws Exception {
        String head = "POST /graphql HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer "
                + TestIssuer.session(owner.account())
                + "\r\nContent-Type: application/json\r\n";
        try (Socket socket = new Socket("127.0.0.1", RestAssured.port)) {
            socket.getOutputStream()
                    .write((head + "Transfer-Encoding: chunked\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 411");
        }
        owner.post("/graphql", Map.of("query", "#" + "x".repeat(300_000)))
                .then()
                .statusCode(413);
    }

    @Test
    void requestsAreCountedAndTooCostlyOnesRefused() {
        asks(owner, "{ workspaces { items { id } } }").then().header("RateLimit", containsString("\"account\";r="));
        StringBuilder many = new StringBuilder("query($workspace: String!) {");
        for (int i = 0; i < 300; i++) {
            many.append(" d").append(i).append(": devices(workspace: $workspace) { items { id } }");
        }

        asks(owner, many.append(" }").toString())
                .then()
                .body("data", nullValue())
                .body("errors[0].message", containsString("complexity"));
        asks(
                        owner,
                        "{ __schema { types { fields { type { ofType { ofType { ofType { ofType { ofType { ofType {"
                                + " ofType { ofType { name } } } } } } } } } } } } }")
                .then()
                .body("errors[0].message", containsString("depth"));
    }

    @Test
    void whatWasChangedMeanwhileIsNotOverwritten() {
        String rename = "mutation($workspace: String!) { changeWorkspace(id: $workspace, name: \"Engines\") { name } }";

        owner.request()
                .header("If-Match", "\"old\"")
                .body(Map.of("query", rename, "variables", Map.of("workspace", owner.workspace())))
                .post("/graphql")
                .then()
                .body("errors[0].extensions.problem.status", equalTo(412));
    }
}
