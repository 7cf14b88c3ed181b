package io.latchkey.workspace.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.latchkey.local.tests.Servers;
import io.latchkey.local.tests.TestIssuer;
import io.latchkey.workspace.Platform;
import io.latchkey.workspace.Platform.Person;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** How long things take is printed, and judged by nobody; {@code -Ddevices=100000} for as many as a file may have. */
@QuarkusTest
@WithTestResource(Servers.class)
class ManyDevicesTest {
    private static final int DEVICES = Integer.getInteger("devices", 20_000);

    @Test
    void veryManyDevicesAreImportedListedAndGranted() {
        Person owner = Platform.register();
        Person guest = Platform.register();
        StringBuilder file = new StringBuilder("name,serial,tags\n");
        for (int i = 0; i < DEVICES; i++) {
            file.append("Pump ").append(i).append(",SN-").append(i).append(",pumps\n");
        }
        byte[] sent = file.toString().getBytes(StandardCharsets.UTF_8);

        timed("import", () -> imported(owner, sent)).then().body("status", equalTo("done"));
        String next = timed("first page", () -> owner.request().get(owner.in("/devices?limit=1000")))
                .then()
                .statusCode(200)
                .body("items", hasSize(1000))
                .extract()
                .path("next");
        timed("next page", () -> owner.request().get(owner.in("/devices?limit=1000&after=" + next)))
                .then()
                .statusCode(200);
        timed("grant by tag", () -> {
            owner.add(guest, Map.of("devices", Map.of("tags", List.of("pumps"))));
            return null;
        });
        List<String> seen = timed("guest's page", () -> guest.request().get(owner.in("/devices?limit=1000")))
                .then()
                .statusCode(200)
                .body("items", hasSize(1000))
                .extract()
                .path("items.id");
        timed("one more", () -> owner.post(owner.in("/devices"), Map.of("name", "One", "tags", List.of("pumps"))))
                .then()
                .statusCode(201);
        timed("one less", () -> owner.request().delete(owner.in("/devices/" + seen.getFirst())))
                .then()
                .statusCode(204);

        guest.request().get(owner.in("/devices/" + seen.getFirst())).then().statusCode(404);
        assertThat(seen).doesNotHaveDuplicates();
    }

    private static Response imported(Person owner, byte[] file) {
        String path = RestAssured.given()
                .auth()
                .oauth2(TestIssuer.session(owner.account()))
                .contentType("text/csv")
                .body(file)
                .post(owner.in("/devices/imports"))
                .then()
                .statusCode(202)
                .extract()
                .header("Location");
        return await().atMost(Duration.ofMinutes(3))
                .until(
                        () -> owner.request().get(path.substring(path.indexOf("/v1/"))),
                        answer -> answer.path("finishedAt") != null);
    }

    private static <T> T timed(String what, Supplier<T> work) {
        long started = System.nanoTime();
        T done = work.get();
        System.err.printf("ManyDevicesTest: %s in %d ms%n", what, (System.nanoTime() - started) / 1_000_000);
        return done;
    }
}
