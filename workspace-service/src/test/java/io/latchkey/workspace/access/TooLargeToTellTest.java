package io.latchkey.workspace.access;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;

import io.latchkey.local.tests.Servers;
import io.latchkey.workspace.Platform;
import io.latchkey.workspace.Platform.Person;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What Kafka would not take must not be committed: it would keep back all that come after it. */
@QuarkusTest
@WithTestResource(Servers.class)
@TestProfile(TooLargeToTellTest.SmallEvents.class)
class TooLargeToTellTest {
    public static class SmallEvents implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("latchkey.outbox.max-event", "2K");
        }
    }

    @Test
    void aChangeThatCannotBeToldOfIsRefused() {
        Person owner = Platform.register();
        List<UUID> devices = IntStream.range(0, 60)
                .mapToObj(i -> owner.addDevice("Pump " + i))
                .toList();

        owner.post(owner.in("/api-users"), Map.of("name", "Robot", "devices", Map.of("ids", devices)))
                .then()
                .statusCode(409)
                .body("detail", containsString("so many devices"));

        owner.request().get(owner.in("/api-users")).then().body("items", empty());
        owner.post(owner.in("/api-users"), Map.of("name", "Robot", "devices", Map.of("all", true)))
                .then()
                .statusCode(201);
        owner.request().get(owner.in("/api-users")).then().body("items", hasSize(1));
    }
}
