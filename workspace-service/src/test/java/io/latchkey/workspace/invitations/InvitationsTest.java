package io.latchkey.workspace.invitations;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.latchkey.local.servers.LocalMail;
import io.latchkey.local.tests.Servers;
import io.latchkey.local.tests.TestIssuer;
import io.latchkey.workspace.Platform;
import io.latchkey.workspace.Platform.Person;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Servers.class)
class InvitationsTest {
    private static final Pattern CODE = Pattern.compile("code: (lk_in_\\S+)");

    @Inject
    Pool postgres;

    private final String address = UUID.randomUUID() + "@example.com";
    private Person owner;
    private Person grace;

    @BeforeEach
    void register() {
        owner = Platform.register();
        grace = Platform.register();
    }

    private String invite(Person inviter, Map<String, Object> body) {
        return inviter.post(owner.in("/invitations"), body)
                .then()
                .statusCode(201)
                .body("status", equalTo("pending"))
                .extract()
                .path("id");
    }

    private String invite() {
        return invite(owner, Map.of("email", address, "permissions", List.of("reports")));
    }

    private String code(int mails) {
        List<LocalMail.Received> received =
                await().until(() -> Servers.mailsTo(address), found -> found.size() >= mails);
        Matcher code = CODE.matcher(received.getLast().text());
        assertThat(code.find()).isTrue();
        return code.group(1);
    }

    private static Response accept(Person who, String code) {
        return who.post("/v1/invitations/acceptance", Map.of("code", code));
    }

    private static Response decline(String code) {
        return given().contentType(ContentType.JSON).body(Map.of("code", code)).post("/v1/invitations/refusal");
    }

    @Test
    void areMailedAndAcceptedWithTheCodeByWhicheverAccount() {
        String id = invite();
        String code = code(1);
        assertThat(Servers.mailsTo(address).getFirst().subject()).startsWith("Invitation to ");
        assertThat(Servers.mailsTo(address).getFirst().text())
                .contains("https://portal.example.com/invitations#" + code);

        accept(grace, code)
                .then()
                .statusCode(200)
                .body("workspace", equalTo(owner.workspace().toString()));

        grace.request()
                .get(owner.in("/members/" + grace.account()))
                .then()
                .statusCode(200)
                .body("permissions", contains("reports"));
        owner.request()
                .get(owner.in("/invitations/" + id))
                .then()
                .body("status", equalTo("accepted"))
                .body("account", equalTo(grace.account().toString()));
        accept(Platform.register(), code).then().statusCode(400).body("violations[0].field", equalTo("code"));
    }

    @Test
    void whoIsAddedAtOnceIsToldByMail() {
        owner.add(grace, Map.of("permissions", List.of("reports")));

        await().untilAsserted(() -> assertThat(Servers.mailsTo(grace.email()))
                .anyMatch(mail -> mail.subject().startsWith("You are a member of ")));
    }

    @Test
    void areDeclinedWithoutLoggingIn() {
        String id = invite();
        String code = code(1);

        decline(code).then().statusCode(204);

        owner.request().get(owner.in("/invitations/" + id)).then().body("status", equalTo("declined"));
        accept(grace, code).then().statusCode(400);
        decline(code).then().statusCode(400);
        owner.request()
                .get(owner.in("/audit-log?action=invitation.declined"))
                .then()
                .body("items", hasSize(1))
                .body("items[0].before.status", equalTo("pending"));
        Platform.register(UUID.randomUUID(), address)
                .request()
                .get(owner.in(""))
                .then()
                .statusCode(404);
    }

    @Test
    void areSentAgainWithAnotherCode() {
        String id = invite();
        String first = code(1);

        owner.post(owner.in("/invitations/" + id + "/resend"), Map.of()).then().statusCode(200);

        String second = code(2);
        accept(grace, first).then().statusCode(400);
        accept(grace, second).then().statusCode(200);
        owner.post(owner.in("/invitations/" + id + "/resend"), Map.of()).then().statusCode(409);
        grace.post(owner.in("/invitations/" + id + "/resend"), Map.of()).then().statusCode(403);
    }

    @Test
    void expireAndCanThenBeMadeAnew() {
        String id = invite();
        String code = code(1);
        postgres.preparedQuery("update invitation set expires_at = now() where id = $1")
                .execute(Tuple.of(UUID.fromString(id)))
                .await()
                .atMost(Duration.ofSeconds(10));

        owner.request().get(owner.in("/invitations/" + id)).then().body("status", equalTo("expired"));
        accept(grace, code).then().statusCode(400);
        Platform.register(UUID.randomUUID(), address)
                .request()
                .get(owner.in(""))
                .then()
                .statusCode(404);

        owner.post(owner.in("/invitations"), Map.of("email", address))
                .then()
                .statusCode(201)
                .body("status", equalTo("accepted"));
    }

    @Test
    void giveNothingThatWhoSentThemMayNotGiveAnyMore() {
        owner.add(grace, Map.of("permissions", List.of("members", "reports")));
        invite(grace, Map.of("email", address, "permissions", List.of("reports")));
        String code = code(1);
        owner.patch(owner.in("/members/" + grace.account()), Map.of("permissions", List.of("members")));

        Person newcomer = Platform.register();
        accept(newcomer, code).then().statusCode(409).body("detail", containsString("ask for a new one"));
        Person registered = Platform.register(UUID.randomUUID(), address);

        registered.request().get(owner.in("")).then().statusCode(404);
        owner.patch(owner.in("/members/" + grace.account()), Map.of("permissions", List.of("members", "reports")));
        accept(newcomer, code).then().statusCode(200);
    }

    @Test
    void areWithdrawn() {
        String id = invite();
        String code = code(1);

        owner.request().delete(owner.in("/invitations/" + id)).then().statusCode(204);

        accept(grace, code).then().statusCode(400);
    }

    @Test
    void areForPeople() {
        invite();

        given().contentType(ContentType.JSON)
                .auth()
                .oauth2(TestIssuer.swapped(UUID.randomUUID(), "api-user"))
                .body(Map.of("code", code(1)))
                .post("/v1/invitations/acceptance")
                .then()
                .statusCode(403);
    }
}
