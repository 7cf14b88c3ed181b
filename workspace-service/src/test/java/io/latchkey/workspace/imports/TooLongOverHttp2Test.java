package io.latchkey.workspace.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.latchkey.local.tests.Servers;
import io.latchkey.local.tests.TestIssuer;
import io.latchkey.workspace.Platform;
import io.latchkey.workspace.Platform.Person;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
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

/** A refusal is an answer over HTTP/2, too, and leaves the connection to whatever else is asked on it. */
@QuarkusTest
@WithTestResource(Servers.class)
class TooLongOverHttp2Test {
    private final HttpClient http = HttpClient.newHttpClient();

    @TestHTTPResource
    URI service;

    @Inject
    MeterRegistry metrics;

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
        BodyPublisher unannounced = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(json(300_000)));

        HttpResponse<String> refused = post("/devices", unannounced);

        assertThat(refused.statusCode()).isEqualTo(413);
        assertThat(get().connectionLabel()).hasValue(connection);
        // Else whoever sends enough of them has everybody refused.
        await().until(() -> underWay() == 0);
    }

    private double underWay() {
        return metrics.get("latchkey.overload.under.way").gauge().value();
    }

    private static byte[] json(int length) {
        return ("{\"name\":\"" + "x".repeat(length) + "\"}").getBytes(UTF_8);
    }

    private void assertRefused(String path, BodyPublisher body) throws Exception {
        HttpResponse<String> refused = post(path, body);

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
                .header("Content-Type", "application/json");
    }
}
