package io.latchkey.workspace.invitations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.latchkey.local.tests.Servers;
import io.latchkey.workspace.Platform;
import io.latchkey.workspace.Platform.Person;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** An invitation and its address' registration at once: whichever comes first, the person is a member afterwards. */
@QuarkusTest
@WithTestResource(Servers.class)
class InvitedWhileRegisteringTest {
    private static final int PEOPLE = 60;

    @Test
    void everybodyJoins() {
        Person ada = Platform.register();
        for (int i = 0; i < PEOPLE; i++) {
            UUID account = UUID.randomUUID();
            String email = account + "@example.com";
            CompletableFuture<Response> invited = CompletableFuture.supplyAsync(
                    () -> ada.post(ada.in("/invitations"), Map.of("email", email, "permissions", List.of("reports"))));
            Platform.tellOfAccount(account, email, "Grace");
            assertThat(invited.join().statusCode()).isEqualTo(201);
        }

        await().untilAsserted(() -> assertThat(
                        ada.request().get(ada.in("/members?limit=1000")).<List<String>>path("items.account"))
                .hasSize(PEOPLE + 1));
    }
}
