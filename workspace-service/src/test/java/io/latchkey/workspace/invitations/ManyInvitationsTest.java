package io.latchkey.workspace.invitations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.latchkey.local.tests.Servers;
import io.latchkey.workspace.Platform;
import io.latchkey.workspace.Platform.Person;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Servers.class)
@TestProfile(ManyInvitationsTest.TwoAnHour.class)
class ManyInvitationsTest {
    public static class TwoAnHour implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("latchkey.invitations.mails-per-hour", "2");
        }
    }

    private static int invite(Person inviter) {
        return inviter.post(inviter.in("/invitations"), Map.of("email", UUID.randomUUID() + "@example.com"))
                .statusCode();
    }

    private static Response inviteAll(Person inviter, Object... emails) {
        return inviter.post(
                inviter.in("/invitations/bulk"),
                Map.of(
                        "invitations",
                        Arrays.stream(emails)
                                .map(email -> Map.of("email", email, "permissions", List.of("reports")))
                                .toList()));
    }

    private static String unknown() {
        return UUID.randomUUID() + "@example.com";
    }

    @Test
    void manyAreInvitedAsOneChange() {
        Person owner = Platform.register();
        Person grace = Platform.register();
        String unknown = unknown();

        Response invited = inviteAll(owner, grace.email(), unknown);

        invited.then()
                .statusCode(201)
                .body("items.email", contains(grace.email(), unknown))
                .body("items.status", contains("accepted", "pending"));
        grace.request()
                .get(owner.in("/members/" + grace.account()))
                .then()
                .body("effective.permissions", contains("reports"));
        assertThat(Platform.eventsUpTo(owner.workspace(), Platform.revision(invited)))
                .containsKey(owner.workspace() + "/" + grace.account());
    }

    @Test
    void allOfThemOrNoneAndTheRefusalSaysWhich() {
        Person owner = Platform.register();
        String twice = unknown();

        inviteAll(owner, twice, twice)
                .then()
                .statusCode(409)
                .body("detail", equalTo("invitations[1]: This address has been invited already."));
        inviteAll(owner, unknown(), "not an address")
                .then()
                .statusCode(400)
                .body("violations.field", contains("invitations[1].email"));
        inviteAll(owner, unknown(), unknown(), unknown()).then().statusCode(429);

        owner.request().get(owner.in("/invitations")).then().body("items", empty());
    }

    @Test
    void nobodyGivesManyWhatTheyDoNotHold() {
        Person owner = Platform.register();
        Person grace = Platform.register();
        owner.add(grace, Map.of("permissions", List.of("members")));

        grace.post(
                        owner.in("/invitations/bulk"),
                        Map.of("invitations", List.of(Map.of("email", unknown(), "permissions", List.of("billing")))))
                .then()
                .statusCode(403)
                .body("type", equalTo("urn:latchkey:problem:beyond-own-rights"));
    }

    @Test
    void aWorkspaceDoesNotWriteToTheWorld() {
        Person owner = Platform.register();
        String first = owner.post(owner.in("/invitations"), Map.of("email", UUID.randomUUID() + "@example.com"))
                .path("id");
        Person known = Platform.register();
        owner.add(known, Map.of());

        owner.post(owner.in("/invitations"), Map.of("email", UUID.randomUUID() + "@example.com"))
                .then()
                .statusCode(429)
                .header("Retry-After", notNullValue())
                .body("type", equalTo("urn:latchkey:problem:too-many-attempts"));
        owner.post(owner.in("/invitations/" + first + "/resend"), Map.of())
                .then()
                .statusCode(429);
        assertThat(invite(Platform.register())).isEqualTo(201);
    }
}
