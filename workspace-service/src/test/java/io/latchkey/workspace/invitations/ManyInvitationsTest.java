package io.latchkey.workspace.invitations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.latchkey.local.tests.Servers;
import io.latchkey.workspace.Platform;
import io.latchkey.workspace.Platform.Person;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
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
