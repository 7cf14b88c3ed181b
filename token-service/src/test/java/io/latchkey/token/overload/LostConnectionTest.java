package io.latchkey.token.overload;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.latchkey.local.tests.LogLines;
import io.latchkey.local.tests.Places;
import io.latchkey.local.tests.Servers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.Socket;
import java.net.URI;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Servers.class)
class LostConnectionTest {
    private static final int TIMES = 20;
    private static final String HALF = """
            POST /v1/check HTTP/1.1\r
            Host: test\r
            Content-Length: 20\r
            \r
            {"token":""";

    @TestHTTPResource
    URI service;

    @Test
    void aCheckThatIsNotFinishedLeavesNeitherAPlaceTakenNorAnythingInTheLog() throws Exception {
        try (LogLines lines = LogLines.of("")) {
            for (int i = 0; i < TIMES; i++) {
                try (Socket socket = new Socket(service.getHost(), service.getPort())) {
                    socket.setSoLinger(true, 0);
                    socket.getOutputStream().write(HALF.getBytes(US_ASCII));
                    await().until(() -> Places.taken(service) > 0);
                }
                await().until(() -> Places.taken(service) == 0);
            }

            assertThat(lines.all()).noneMatch(line -> line.contains("answered 500") || line.contains("Unhandled"));
        }
    }
}
