package io.latchkey.workspace.administration;

import static io.latchkey.workspace.Platform.eventsUpTo;
import static io.latchkey.workspace.Platform.revision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.latchkey.local.tests.Servers;
import io.latchkey.workspace.Platform;
import io.latchkey.workspace.Platform.Person;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Servers.class)
class OrganizationsTest {
    private Person owner;
    private Person grace;
    private String organization;

    @BeforeEach
    void register() {
        owner = Platform.register();
        grace = Platform.register();
        organization = "/v1/organizations/" + organizationOf(owner);
    }

    private static String organizationOf(Person person) {
        return person.request().get(person.in("")).path("organization");
    }

    private Response makeAdministrator(Person person, String... permissions) {
        return owner.post(
                organization + "/administrators", Map.of("email", person.email(), "permissions", List.of(permissions)));
    }

    @Test
    void isThereForWhoHasRegistered() {
        owner.request()
                .get("/v1/organizations")
                .then()
                .body("items", hasSize(1))
                .body("items[0].owner", equalTo(owner.account().toString()))
                .body("items[0].permissions", hasItems("org:members", "org:workspaces", "members"));
        owner.request().get(organization).then().statusCode(200).body("offeredTo", nullValue());
        grace.request().get(organization).then().statusCode(404);
        owner.request()
                .get(organization + "/workspaces")
                .then()
                .body("items.id", contains(owner.workspace().toString()));
        grace.request().get(organization + "/workspaces").then().statusCode(404);
    }

    @Test
    void isRenamedByItsOwner() {
        owner.patch(organization, Map.of("name", " Engines "))
                .then()
                .statusCode(200)
                .body("name", equalTo("Engines"));
        makeAdministrator(grace, "org:members");
        grace.patch(organization, Map.of("name", "Mine")).then().statusCode(403);
        owner.patch(organization, Map.of("name", " ")).then().statusCode(400);
    }

    @Test
    void anAdministratorManagesMembersOfItsWorkspacesWithoutBeingOne() {
        makeAdministrator(grace, "org:members")
                .then()
                .statusCode(201)
                .body("account", equalTo(grace.account().toString()));
        Person newcomer = Platform.register();

        grace.post(owner.in("/invitations"), Map.of("email", newcomer.email(), "roles", List.of("administrator")))
                .then()
                .statusCode(201);

        newcomer.request().get(owner.in("")).then().statusCode(200);
        grace.request()
                .get(owner.in("/members"))
                .then()
                .statusCode(200)
                .body("items.account", not(hasItem(grace.account().toString())));
        grace.post(owner.in("/devices"), Map.of("name", "Pump")).then().statusCode(403);
        grace.post(owner.in("/invitations"), Map.of("email", "x@example.com", "roles", List.of("owner")))
                .then()
                .statusCode(403);
        grace.request()
                .get("/v1/workspaces")
                .then()
                .body("items.id", not(hasItem(owner.workspace().toString())));
    }

    @Test
    void othersPermissionsDoNotOpenItsWorkspaces() {
        makeAdministrator(grace, "org:billing").then().statusCode(201);

        grace.request().get(owner.in("")).then().statusCode(404);
        grace.request().get(organization + "/workspaces").then().statusCode(200);
        grace.post("/v1/workspaces", Map.of("name", "Mine", "organization", organizationOf(owner)))
                .then()
                .statusCode(400);
    }

    @Test
    void whatAnAdministratorMayIsToldOfInEachWorkspace() {
        Response second = owner.post("/v1/workspaces", Map.of("name", "Second"));
        UUID workspace = UUID.fromString(second.path("id"));

        makeAdministrator(grace, "org:members").then().statusCode(201);
        Response later = owner.patch("/v1/workspaces/" + workspace, Map.of("name", "Later"));

        assertThat(eventsUpTo(workspace, revision(later))
                        .get(workspace + "/" + grace.account())
                        .value())
                .contains("\"status\":\"active\"")
                .contains("\"permissions\":[\"members\",\"org:members\"]");
        owner.request()
                .delete(organization + "/administrators/" + grace.account())
                .then()
                .statusCode(204);
        later = owner.patch("/v1/workspaces/" + workspace, Map.of("name", "Latest"));
        assertThat(eventsUpTo(workspace, revision(later))
                        .get(workspace + "/" + grace.account())
                        .value())
                .contains("\"status\":\"removed\"");
        grace.request().get(owner.in("/members")).then().statusCode(404);
    }

    @Test
    void whoLeavesAWorkspaceKeepsWhatTheyMayForTheOrganization() {
        makeAdministrator(grace, "org:members").then().statusCode(201);
        owner.add(grace, Map.of("permissions", List.of("reports")));

        Response left = grace.request().delete(owner.in("/members/" + grace.account()));

        left.then().statusCode(204);
        assertThat(eventsUpTo(owner.workspace(), revision(left))
                        .get(owner.workspace() + "/" + grace.account())
                        .value())
                .contains("\"permissions\":[\"members\",\"org:members\"]");
    }

    @Test
    void aNewWorkspaceTellsOfItsAdministrators() {
        makeAdministrator(grace, "org:workspaces").then().statusCode(201);

        Response created = grace.post("/v1/workspaces", Map.of("name", "Hers", "organization", organizationOf(owner)));

        created.then().statusCode(201);
        UUID workspace = UUID.fromString(created.path("id"));
        var events = eventsUpTo(workspace, revision(created));
        assertThat(events.get(workspace + "/" + owner.account()).value()).contains("org:billing");
        assertThat(events.get(workspace + "/" + grace.account()).value()).contains("org:workspaces");
        owner.request().get("/v1/workspaces/" + workspace).then().statusCode(200);
    }

    @Test
    void itsOwnerMakesAndUnmakesAdministratorsAndNobodyElse() {
        makeAdministrator(grace, "org:members").then().statusCode(201);
        makeAdministrator(grace, "org:members").then().statusCode(409);
        makeAdministrator(owner, "org:members").then().statusCode(409);
        makeAdministrator(Platform.register(), "members")
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo("permissions[0]"));
        owner.post(
                        organization + "/administrators",
                        Map.of("email", UUID.randomUUID() + "@example.com", "permissions", List.of("org:members")))
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo("email"));
        String herself = organization + "/administrators/" + grace.account();
        grace.patch(herself, Map.of("permissions", List.of("org:billing")))
                .then()
                .statusCode(403);
        owner.patch(herself, Map.of("permissions", List.of("org:billing")))
                .then()
                .statusCode(200)
                .body("permissions", contains("org:billing"));
        grace.request().delete(herself).then().statusCode(204);
        owner.request().delete(herself).then().statusCode(404);
    }

    @Test
    void aDryRunTellsWhatAnAdministratorWouldGainWhere() {
        owner.post(
                        organization + "/administrators?dryRun=true",
                        Map.of("email", grace.email(), "permissions", List.of("org:members")))
                .then()
                .statusCode(200)
                .body("gains", hasSize(1))
                .body("gains[0].account", equalTo(grace.account().toString()))
                .body("gains[0].workspace", equalTo(owner.workspace().toString()))
                .body("gains[0].permissions", contains("members", "org:members"))
                .body("losses", empty());
        owner.request().get(organization + "/administrators").then().body("items", empty());
    }

    @Test
    void changesHandsOnceTheNewOwnerAccepts() {
        owner.request()
                .body(Map.of("email", grace.email()))
                .put(organization + "/transfer")
                .then()
                .statusCode(200)
                .body("offeredTo", equalTo(grace.account().toString()));
        owner.request()
                .get(organization)
                .then()
                .body("owner", equalTo(owner.account().toString()));
        owner.post(organization + "/transfer/acceptance", Map.of()).then().statusCode(403);
        grace.request()
                .get("/v1/organizations")
                .then()
                .body("items.offeredTo", hasItem(grace.account().toString()));
        grace.request().get(owner.in("")).then().statusCode(404);

        grace.post(organization + "/transfer/acceptance", Map.of())
                .then()
                .statusCode(200)
                .body("owner", equalTo(grace.account().toString()))
                .body("offeredTo", nullValue());

        owner.request().get(organization).then().statusCode(404);
        owner.request().get(owner.in("")).then().statusCode(200);
        grace.request().get(owner.in("")).then().statusCode(200);
        Response later = owner.patch(owner.in(""), Map.of("name", "Later"));
        var events = eventsUpTo(owner.workspace(), revision(later));
        assertThat(events.get(owner.workspace() + "/" + grace.account()).value())
                .contains("org:billing");
        assertThat(events.get(owner.workspace() + "/" + owner.account()).value())
                .doesNotContain("org:billing");
        grace.request()
                .get(organization + "/audit-log?action=ownership.accepted")
                .then()
                .body("items[0].before.owner", equalTo(owner.account().toString()))
                .body("items[0].after.owner", equalTo(grace.account().toString()));
    }

    @Test
    void anOfferIsWithdrawnOrDeclined() {
        for (Person who : List.of(owner, grace)) {
            owner.request().body(Map.of("email", grace.email())).put(organization + "/transfer");

            who.request().delete(organization + "/transfer").then().statusCode(204);

            grace.post(organization + "/transfer/acceptance", Map.of()).then().statusCode(404);
        }
    }

    @Test
    void aWorkspaceMovesBetweenOrganizationsOfOneOwner() {
        grace.request()
                .body(Map.of("email", owner.email()))
                .put("/v1/organizations/" + organizationOf(grace) + "/transfer");
        String other = organizationOf(grace);
        owner.post("/v1/organizations/" + other + "/transfer/acceptance", Map.of())
                .then()
                .statusCode(200);
        makeAdministrator(grace, "org:members").then().statusCode(201);

        owner.request()
                .body(Map.of("organization", other))
                .put(owner.in("/organization"))
                .then()
                .statusCode(200)
                .body("organization", equalTo(other));

        grace.request().get(owner.in("/members")).then().statusCode(404);
        owner.request()
                .body(Map.of("organization", UUID.randomUUID()))
                .put(owner.in("/organization"))
                .then()
                .statusCode(400);
        Person stranger = Platform.register();
        owner.add(stranger, Map.of("roles", List.of("owner")));
        stranger.request()
                .body(Map.of("organization", organizationOf(stranger)))
                .put(owner.in("/organization"))
                .then()
                .statusCode(403);
    }

    @Test
    void itsAuditLogHoldsItsWorkspacesDeletedOnesToo() {
        String slug = owner.request().get(owner.in("")).path("slug");
        owner.request().delete(owner.in("?slug=" + slug)).then().statusCode(200);

        owner.request()
                .get(organization + "/audit-log")
                .then()
                .statusCode(200)
                .body("items.action", contains("workspace.deleted", "workspace.created", "organization.created"));
        owner.request()
                .get(organization + "/audit-log?workspace=" + owner.workspace())
                .then()
                .body("items", hasSize(2));
        owner.request()
                .get(organization + "/audit-log/verification")
                .then()
                .body("intact", equalTo(true))
                .body("entries", equalTo(1));
        makeAdministrator(grace, "org:billing");
        grace.request().get(organization + "/audit-log").then().statusCode(403);
        Platform.register().request().get(organization + "/audit-log").then().statusCode(404);
    }
}
