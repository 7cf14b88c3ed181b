package io.latchkey.workspace.workspaces;

import static io.latchkey.workspace.Platform.eventsUpTo;
import static io.latchkey.workspace.Platform.register;
import static io.latchkey.workspace.Platform.revision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.latchkey.edge.requests.Origin;
import io.latchkey.local.tests.Servers;
import io.latchkey.workspace.Platform;
import io.latchkey.workspace.Platform.Person;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.Response;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Servers.class)
class WorkspacesTest {
    @Inject
    CreateWorkspace createWorkspace;

    private Person owner;

    @BeforeEach
    void people() {
        owner = Platform.register();
    }

    @Test
    void whatIsNotValidIsSaidInOneWayWhoeverFindsIt() {
        owner.post("/v1/workspaces", Map.of("name", ""))
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:latchkey:problem:invalid"))
                .body("title", equalTo("The request is not valid"))
                .body("detail", equalTo("name: must not be blank"))
                .body("violations[0].field", equalTo("name"));
    }

    @Test
    void createsOneInAnOrganizationOfOnesOwn() {
        Response created = owner.post("/v1/workspaces", Map.of("name", "Boiler room"));

        String id = created.then()
                .statusCode(201)
                .body("name", equalTo("Boiler room"))
                .extract()
                .path("id");
        owner.request().get("/v1/workspaces").then().body("items.id", hasItem(id));
        owner.post("/v1/workspaces", Map.of("name", "x", "organization", UUID.randomUUID()))
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo("organization"));
    }

    @Test
    void renamingKeepsTheSlug() {
        String slug = owner.request().get(owner.in("")).path("slug");

        owner.patch(owner.in(""), Map.of("name", "Another name"))
                .then()
                .statusCode(200)
                .body("name", equalTo("Another name"), "slug", equalTo(slug));
    }

    @Test
    void slugsAreNeverGivenTwice() {
        String first = owner.post("/v1/workspaces", Map.of("name", "Twins " + owner.account()))
                .path("slug");
        String second = owner.post("/v1/workspaces", Map.of("name", "Twins " + owner.account()))
                .path("slug");

        assertThat(second).startsWith(first.substring(0, 10)).isNotEqualTo(first);
    }

    @Test
    void norIsOneThatIsJustBeingTaken() throws Throwable {
        String name = "Twins " + owner.account();
        UUID organization =
                UUID.fromString(owner.request().get("/v1/organizations").path("items[0].id"));
        Person other = Platform.register();

        Response meanwhile = VertxContextSupport.subscribeAndAwait(() -> Panache.withTransaction(() -> createWorkspace
                .create(organization, Origin.event(owner.account()), name)
                .flatMap(notCommitted -> Uni.createFrom()
                        .completionStage(() -> Vertx.currentContext()
                                .executeBlocking(() -> other.post("/v1/workspaces", Map.of("name", name)))
                                .toCompletionStage())
                        .ifNoItem()
                        .after(Duration.ofSeconds(10))
                        .fail())));

        meanwhile.then().statusCode(201).body("slug", startsWith("twins-" + owner.account() + "-"));
    }

    @Test
    void deletingTakesEverybodysScope() {
        Person member = Platform.register();
        owner.add(member, Map.of("permissions", List.of("reports")));
        UUID device = owner.addDevice("Pump");
        String apiUser =
                owner.post(owner.in("/api-users"), Map.of("name", "Robot")).path("account");

        Response deleted = delete(owner);

        deleted.then()
                .statusCode(200)
                .body("workspace", equalTo(owner.workspace().toString()))
                .body("members", equalTo(2))
                .body("apiUsers", equalTo(1))
                .body("devices", equalTo(1));
        var events = eventsUpTo(owner.workspace(), revision(deleted));
        for (String account :
                List.of(owner.account().toString(), member.account().toString(), apiUser)) {
            assertThat(events.get(owner.workspace() + "/" + account).value()).contains("\"status\":\"removed\"");
        }
        assertThat(events.get(owner.workspace() + "/device/" + device).value()).contains("\"status\":\"removed\"");
        assertThat(events.get(owner.workspace().toString()).value()).contains("\"status\":\"deleted\"");
        owner.request().get(owner.in("")).then().statusCode(404);
        owner.request()
                .get("/v1/workspaces")
                .then()
                .body("items.id", not(hasItem(owner.workspace().toString())));
        owner.post(owner.in("/devices"), Map.of("name", "late")).then().statusCode(404);
    }

    private static Response delete(Person owner) {
        String slug = owner.request().get(owner.in("")).path("slug");
        return owner.request().delete(owner.in("?slug=" + slug));
    }

    @Test
    void isNotDeletedWithoutItsSlug() {
        for (String query : List.of("", "?slug=", "?slug=another")) {
            owner.request()
                    .delete(owner.in(query))
                    .then()
                    .statusCode(400)
                    .body("violations[0].field", equalTo("slug"))
                    .body("violations[0].in", equalTo("query"));
        }
        owner.request().get(owner.in("")).then().statusCode(200);
    }

    @Test
    void archivingClosesItForEverybodyAndRestoringOpensIt() {
        Person member = Platform.register();
        owner.add(member, Map.of("roles", List.of("administrator")));
        member.post(owner.in("/archive"), Map.of()).then().statusCode(403);

        Response archived = owner.post(owner.in("/archive"), Map.of());

        archived.then().statusCode(200).body("status", equalTo("archived"));
        assertThat(eventsUpTo(owner.workspace(), revision(archived))
                        .get(owner.workspace().toString())
                        .value())
                .contains("\"status\":\"archived\"");
        member.request().get(owner.in("")).then().statusCode(200).body("status", equalTo("archived"));
        owner.post(owner.in("/devices"), Map.of("name", "late")).then().statusCode(409);
        owner.post(owner.in("/archive"), Map.of()).then().statusCode(409);
        Response restored = owner.post(owner.in("/restore"), Map.of());
        restored.then().statusCode(200).body("status", equalTo("active"));
        assertThat(eventsUpTo(owner.workspace(), revision(restored))
                        .get(owner.workspace().toString())
                        .value())
                .contains("\"status\":\"active\"");
        owner.post(owner.in("/devices"), Map.of("name", "Pump")).then().statusCode(201);
    }

    @Test
    void aDryRunOfArchivingSaysThatEverybodyLosesAll() {
        owner.post(owner.in("/archive?dryRun=true"), Map.of())
                .then()
                .statusCode(200)
                .body("losses[0].account", equalTo(owner.account().toString()));
    }

    @Test
    void anArchivedOneCanBeDeleted() {
        owner.post(owner.in("/archive"), Map.of()).then().statusCode(200);

        delete(owner).then().statusCode(200);

        owner.request().get(owner.in("")).then().statusCode(404);
    }

    @Test
    void hasALogo() {
        owner.patch(owner.in(""), Map.of("logo", "https://example.com/a.png"))
                .then()
                .statusCode(200)
                .body("logo", equalTo("https://example.com/a.png"));
        owner.patch(owner.in(""), Map.of("logo", "javascript:alert(1)"))
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo("logo"));
        owner.patch(owner.in(""), Map.of("logo", "")).then().statusCode(200).body("logo", nullValue());
    }

    @Test
    void everyChangeRaisesTheRevisionByOne() {
        long first = revision(owner.post(owner.in("/devices"), Map.of("name", "One")));
        long second = revision(owner.post(owner.in("/devices"), Map.of("name", "Two")));

        assertThat(second).isEqualTo(first + 1);
        owner.request().get(owner.in("")).then().body("revision", equalTo((int) second));
    }

    @Test
    void changesAtOnceLoseNothing() throws Exception {
        long before = revision(owner.post(owner.in("/devices"), Map.of("name", "First")));
        var pool = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor();
        try (pool) {
            for (int i = 0; i < 20; i++) {
                String name = "Device " + i;
                pool.submit(() -> owner.post(owner.in("/devices"), Map.of("name", name)));
            }
        }

        owner.request().get(owner.in("")).then().body("revision", equalTo((int) before + 20));
        assertThat(eventsUpTo(owner.workspace(), before + 20).keySet().stream().filter(key -> key.contains("/device/")))
                .hasSize(21);
    }

    @Test
    void howLongTokensLastIsSetReadAndTold() {
        Person ada = register();

        Response changed =
                ada.patch(ada.in(""), Map.of("tokenPolicy", Map.of("maxLifetime", "P90D", "defaultLifetime", "PT36H")));

        changed.then()
                .statusCode(200)
                .body("tokenPolicy.maxLifetime", equalTo("P90D"), "tokenPolicy.defaultLifetime", equalTo("PT36H"));
        assertThat(eventsUpTo(ada.workspace(), revision(changed))
                        .get(ada.workspace().toString())
                        .value())
                .contains("\"tokenPolicy\":{\"maxLifetime\":7776000,\"defaultLifetime\":129600}");
        ada.patch(ada.in(""), Map.of("name", "Boiler room"))
                .then()
                .body("tokenPolicy.maxLifetime", equalTo("P90D"), "name", equalTo("Boiler room"));
        ada.patch(ada.in(""), Map.of("tokenPolicy", Map.of()))
                .then()
                .statusCode(200)
                .body("tokenPolicy", nullValue());
    }

    @Test
    void howLongTokensLastMustMakeSense() {
        Person ada = register();
        for (Map<String, Object> policy : List.<Map<String, Object>>of(
                Map.of("maxLifetime", "soon"),
                Map.of("maxLifetime", "PT1M"),
                Map.of("maxLifetime", "P5000D"),
                Map.of("defaultLifetime", "-P1D"),
                Map.of("maxLifetime", "P1D", "defaultLifetime", "P2D"))) {
            ada.patch(ada.in(""), Map.of("tokenPolicy", policy))
                    .then()
                    .statusCode(400)
                    .body("violations[0].field", startsWith("tokenPolicy."));
        }
        ada.patch(ada.in(""), Map.of("name", " ")).then().statusCode(400);
    }

    @Test
    void howLongTokensLastIsForThoseWhoManageMembers() {
        Person ada = register();
        Person grace = register();
        ada.add(grace, Map.of("permissions", List.of("basics")));

        grace.patch("/v1/workspaces/" + ada.workspace(), Map.of("tokenPolicy", Map.of("maxLifetime", "P1D")))
                .then()
                .statusCode(403);
        grace.patch("/v1/workspaces/" + ada.workspace(), Map.of("name", "Mine"))
                .then()
                .statusCode(200);
    }
}
