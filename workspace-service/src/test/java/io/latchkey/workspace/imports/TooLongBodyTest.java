package io.latchkey.workspace.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.latchkey.local.tests.Places;
import io.latchkey.local.tests.Servers;
import io.latchkey.local.tests.TestIssuer;
import io.latchkey.workspace.Platform;
import io.latchkey.workspace.Platform.Person;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A refusal is an answer, announced or not, and over HTTP/2 leaves the connection to whatever else is asked on it. */
@QuarkusTest
@WithTestResource(Servers.class)
class TooLongBodyTest {
    private final HttpClient http = HttpClient.newHttpClient();

    @TestHTTPResource
    URI service;

    private Person owner;
    private String connection;

    @BeforeEach
    void connect() throws Exception {
        owner = Platform.register();
        HttpResponse<String> first = get();
        connection = first.connectionLabel().orElseThrow();
        assertThat(first.version()).isEqualTo(HttpClient.Version.HTTP_2);
    }

    @Test
    void whatIsAnnouncedToBeTooLongIsRefused() throws Exception {
        assertRefused("/devices", BodyPublishers.ofByteArray(json(300_000)));
        assertRefused("/devices/imports", BodyPublishers.ofByteArray(json(20_000_000)));

        HttpResponse<String> next = get();

        assertThat(next.statusCode()).isEqualTo(200);
        assertThat(next.connectionLabel()).hasValue(connection);
    }

    @Test
    void whatTurnsOutToBeTooLongIsRefused() throws Exception {
        assertRefused("/devices", unannounced(300_000));
        assertRefused("/devices/imports", unannounced(20_000_000));

        assertThat(get().connectionLabel()).hasValue(connection);
        // Else whoever sends enough of them has everybody refused.
        await().until(() -> Places.taken(service) == 0);
    }

    @Test
    void soItIsOverHttp1() throws Exception {
        HttpResponse<String> refused = http.send(
                request("/devices")
                        .version(HttpClient.Version.HTTP_1_1)
                        .POST(unannounced(300_000))
                        .build(),
                BodyHandlers.ofString());

        assertThat(refused.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
        assertRefused(refused);
        assertThat(refused.headers().firstValue("Connection")).hasValue("close");
        await().until(() -> Places.taken(service) == 0);
    }

    @Test
    void whatMayBeAsLongIsTaken() throws Exception {
        assertThat(post("/devices", unannounced(100)).statusCode()).isEqualTo(201);
        assertThat(post("/devices", unannounced(200_000)).statusCode()).isEqualTo(400);
    }

    private static BodyPublisher unannounced(int length) {
        return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(json(length)));
    }

    private static byte[] json(int length) {
        return ("{\"name\":\"" + "x".repeat(length) + "\"}").getBytes(UTF_8);
    }

    private void assertRefused(String path, BodyPublisher body) throws Exception {
        assertRefused(post(path, body));
    }

    private static void assertRefused(HttpResponse<String> refused) {
        assertThat(refused.statusCode()).isEqualTo(413);
        assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(refused.headers().firstValue("X-Request-Id")).isPresent();
        assertThat(refused.body()).contains("\"status\":413");
    }

    private HttpResponse<String> post(String path, BodyPublisher body) throws Exception {
        return http.send(request(path).POST(body).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> get() throws Exception {
        return http.send(request("/devices").GET().build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(service.resolve(owner.in(path)))
                .header("Authorization", "Bearer " + TestIssuer.session(owner.account()))
                .header("Content-Type", path.endsWith("imports") ? "text/csv" : "application/json");
    }
}
