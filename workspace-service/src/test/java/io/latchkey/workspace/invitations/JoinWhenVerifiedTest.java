package io.latchkey.workspace.invitations;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.latchkey.local.tests.Servers;
import io.latchkey.local.tests.TestEvents;
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
@TestProfile(JoinWhenVerifiedTest.Verified.class)
class JoinWhenVerifiedTest {
    public static class Verified implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("latchkey.invitations.join-when", "verified");
        }
    }

    private static void tell(UUID account, String email, boolean verified, int revision) {
        TestEvents.send(TestEvents.ACCOUNTS, account.toString(), TestEvents.ACCOUNT, """
                {"account": "%s", "kind": "user", "status": "active", "email": "%s", "emailVerified": %s,
                 "displayName": "Mallory", "revision": %d}""".formatted(
                        account, email, verified, revision));
    }

    @Test
    void whoRegistersAnAddressThatIsNotTheirsGetsNothing() {
        Person owner = Platform.register();
        UUID account = UUID.randomUUID();
        String address = account + "@example.com";
        owner.post(owner.in("/invitations"), Map.of("email", address)).then().statusCode(201);
        tell(account, address, false, 1);
        Person newcomer = new Person(account, address, owner.workspace());
        await().untilAsserted(
                        () -> newcomer.request().get("/v1/organizations").then().body("items.size()", equalTo(1)));

        newcomer.request().get(owner.in("")).then().statusCode(404);
        Person other = Platform.register();
        other.post(other.in("/invitations"), Map.of("email", address))
                .then()
                .statusCode(201)
                .body("status", equalTo("pending"));

        tell(account, address, true, 2);
        await().untilAsserted(() -> newcomer.request().get(owner.in("")).then().statusCode(200));
        newcomer.request().get(other.in("")).then().statusCode(200);
    }
}
