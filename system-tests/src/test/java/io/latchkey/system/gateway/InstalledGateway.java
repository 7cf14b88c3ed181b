package io.latchkey.system.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.latchkey.system.stack.Places;
import io.latchkey.system.stack.Stack;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One that operators have: with our configuration, where it is installed. */
abstract class InstalledGateway extends GatewayContract {
    static final Path CONFIGURATION = Path.of("../deploy/gateway");
    private static final Duration SOME_TIME = Duration.ofSeconds(1);
    private static final Duration LESS_THAN_SERVICES_WAIT = Duration.ofSeconds(8);

    @TempDir
    private Path folder;

    private Process gateway;

    InstalledGateway(Stack stack) {
        super(stack);
    }

    /** Its name, and Debian's package of it. */
    abstract String name();

    boolean passesOnWholeRequests() {
        return true;
    }

    /** Configured to listen on the port; not started yet. */
    abstract ProcessBuilder command(Path binary, Path folder, int port) throws IOException;

    @Override
    int running() throws IOException {
        Path binary = Stream.of("/usr/sbin/", "/usr/bin/", "/usr/local/sbin/", "/usr/local/bin/")
                .map(directory -> Path.of(directory + name()))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        assumeTrue(binary != null, name() + " is not installed (Debian: the package " + name() + ")");
        int port = Stack.freePortBase();
        gateway = command(binary, folder, port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.log").toFile())
                .start();
        await().failFast(name() + " ended; its output is in " + folder, () -> !gateway.isAlive())
                .ignoreExceptions()
                .until(() -> RestAssured.get("http://127.0.0.1:" + port + "/").statusCode() == 404);
        return port;
    }

    /** A service has places for some requests at once; anybody could take them all by beginnings. */
    @Test
    void aRequestThatIsNeverFinishedDoesNotReachAService() throws IOException {
        assumeTrue(passesOnWholeRequests());
        String beginning = "POST /v1/sessions HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                + "Content-Length: 100\r\n\r\n{";
        try (Socket socket = new Socket("127.0.0.1", port())) {
            socket.getOutputStream().write(beginning.getBytes(StandardCharsets.US_ASCII));
            await().during(SOME_TIME)
                    .atMost(LESS_THAN_SERVICES_WAIT)
                    .until(() -> Places.taken(stack(), "identity") == 0);
        }
    }

    String address(String service) {
        return stack().url(service).replace("http://", "");
    }

    /** As {@code Latchkey-Client} carries it. */
    String credential() {
        String pair = stack().value("/gatewayClient/id") + ":" + stack().value("/gatewayClient/secret");
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    @AfterEach
    void theGatewayStops() throws InterruptedException {
        if (gateway != null) {
            gateway.destroy();
            assertThat(gateway.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
    }
}
