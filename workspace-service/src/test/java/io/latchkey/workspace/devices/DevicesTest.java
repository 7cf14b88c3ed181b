package io.latchkey.workspace.devices;

import static io.latchkey.workspace.Platform.eventsUpTo;
import static io.latchkey.workspace.Platform.revision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

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
class DevicesTest {
    private Person owner;
    private Person other;

    @BeforeEach
    void people() {
        owner = Platform.register();
        other = Platform.register();
    }

    @Test
    void showsEachMemberTheDevicesTheyHold() {
        UUID seen = owner.addDevice("Seen");
        UUID hidden = owner.addDevice("Hidden");
        owner.add(other, Map.of("devices", Map.of("ids", List.of(seen))));

        other.request().get(owner.in("/devices")).then().body("items.id", contains(seen.toString()));
        other.request().get(owner.in("/devices/" + seen)).then().statusCode(200);
        other.request().get(owner.in("/devices/" + hidden)).then().statusCode(404);
        owner.request().get(owner.in("/devices")).then().body("items", hasSize(2));
    }

    @Test
    void removingOneTakesEveryGrantOnIt() {
        UUID device = owner.addDevice("Pump");
        owner.add(other, Map.of("devices", Map.of("ids", List.of(device))));

        Response removed = owner.request().delete(owner.in("/devices/" + device));

        removed.then().statusCode(204);
        owner.request().get(owner.in("/members/" + other.account())).then().body("devices.ids", hasSize(0));
        var events = eventsUpTo(owner.workspace(), revision(removed));
        assertThat(events.get(owner.workspace() + "/device/" + device).value()).contains("removed");
        assertThat(events.get(owner.workspace() + "/" + other.account()).value())
                .doesNotContain(device.toString());
    }

    @Test
    void aSerialNumberIsUsedOnceInAWorkspace() {
        Map<String, Object> pump = Map.of("name", "Pump", "serial", "SN-1", "tags", List.of("north"));
        owner.post(owner.in("/devices"), pump).then().statusCode(201).body("tags", contains("north"));

        owner.post(owner.in("/devices"), pump)
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:latchkey:problem:conflict"));
        other.post(other.in("/devices"), pump).then().statusCode(201);
    }

    @Test
    void renamesOne() {
        UUID device = owner.addDevice("Pump");

        owner.patch(owner.in("/devices/" + device), Map.of("name", "Valve"))
                .then()
                .statusCode(200)
                .body("name", equalTo("Valve"));
    }
}
