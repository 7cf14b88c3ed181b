package io.latchkey.workspace.overload;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.latchkey.local.tests.LogLines;
import io.latchkey.local.tests.Places;
import io.latchkey.local.tests.Servers;
import io.latchkey.local.tests.TestIssuer;
import io.latchkey.workspace.Platform;
import io.latchkey.workspace.Platform.Person;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However a request ends, its place is another's: else enough of them would have everybody refused until a restart. */
@QuarkusTest
@WithTestResource(Servers.class)
class PlacesTest {
    private static final int TIMES = 20;
    private static final String QUESTION = "{\"query\":\"{ workspaces { items { id } } }\"}";

    private final HttpClient http = HttpClient.newHttpClient();

    @TestHTTPResource
    URI service;

    private Person owner;

    @BeforeEach
    void register() {
        owner = Platform.register();
        awaitNoPlaceTaken();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/graphql", "/v1/workspaces", "/nowhere"})
    void whatIsAnsweredLeavesIt(String path) throws Exception {
        for (int i = 0; i < TIMES; i++) {
            http.send(post(path, TestIssuer.session(owner.account())), BodyHandlers.discarding());
            http.send(post(path, "no token"), BodyHandlers.discarding());
        }

        awaitNoPlaceTaken();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/graphql", "/v1/workspaces"})
    void whatIsCancelledLeavesIt(String path) {
        String session = TestIssuer.session(owner.account());
        List<CompletableFuture<HttpResponse<Void>>> asked = IntStream.range(0, TIMES)
                .mapToObj(i -> http.sendAsync(post(path, session), BodyHandlers.discarding()))
                .toList();
        asked.forEach(request -> request.cancel(true));

        awaitNoPlaceTaken();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/graphql", "/v1/workspaces"})
    void whatLosesItsConnectionLeavesIt(String path) throws Exception {
        String session = TestIssuer.session(owner.account());
        try (LogLines lines = LogLines.of("")) {
            for (int i = 0; i < TIMES; i++) {
                send(path, session, QUESTION, () -> {});
                send(path, session, QUESTION.substring(1), () -> await().until(() -> Places.taken(service) > 0));
            }

            awaitNoPlaceTaken();
            assertThat(lines.all()).noneMatch(line -> line.contains("error id") || line.contains("with 500"));
        }
    }

    /** @param sent all of the question, or less of it than announced */
    private void send(String path, String session, String sent, Runnable beforeItIsLost) throws IOException {
        String head =
                "POST " + path + " HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\nAuthorization: Bearer "
                        + session + "\r\nContent-Length: " + QUESTION.length() + "\r\n\r\n";
        try (Socket socket = new Socket(service.getHost(), service.getPort())) {
            socket.setSoLinger(true, 0);
            socket.getOutputStream().write((head + sent).getBytes(US_ASCII));
            beforeItIsLost.run();
        }
    }

    private HttpRequest post(String path, String token) {
        return HttpRequest.newBuilder(service.resolve(path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(QUESTION))
                .build();
    }

    private void awaitNoPlaceTaken() {
        await().untilAsserted(() -> assertThat(Places.taken(service)).isZero());
    }
}
