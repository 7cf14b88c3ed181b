package io.latchkey.system.gateway;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.latchkey.system.stack.Stack;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gateway of {@code make run} before a service that takes its time. */
class LocalGatewayTest {
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(3);

    @TempDir
    private Path folder;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private HttpServer service;
    private Process gateway;
    private int port;

    @BeforeEach
    void theGatewayRuns() throws IOException {
        port = Stack.freePortBase();
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.setExecutor(threads);
        service.createContext("/", this::answer);
        service.start();
        int behind = service.getAddress().getPort();
        Path settings = folder.resolve("gateway.json");
        Files.writeString(
                settings,
                new ObjectMapper()
                        .writeValueAsString(Map.of(
                                "port", port,
                                "identity", behind,
                                "workspace", behind,
                                "token", behind,
                                "longestSilenceMillis", LONGEST_SILENCE.toMillis(),
                                "clientId", "gateway",
                                "clientSecret", "of no use here")));
        gateway = Stack.local("io.latchkey.local.gateway.LocalGateway", settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.log").toFile())
                .start();
        await().failFast("the gateway ended", () -> !gateway.isAlive())
                .ignoreExceptions()
                .until(() -> registers(Duration.ZERO).statusCode() == 201);
    }

    @AfterEach
    void theGatewayStops() {
        gateway.destroyForcibly().onExit().join();
        service.stop(0);
        threads.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            long millis = new ObjectMapper()
                    .readTree(exchange.getRequestBody())
                    .get("takesMillis")
                    .asLong();
            Thread.sleep(millis);
            exchange.sendResponseHeaders(201, -1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Response registers(Duration takes) {
        return RestAssured.given()
                .baseUri("http://127.0.0.1:" + port)
                .contentType(ContentType.JSON)
                .body(Map.of("takesMillis", takes.toMillis()))
                .post("/v1/accounts");
    }

    @Test
    void whatIsAskedAfterALongQuietGetsItsTimeAllTheSame() {
        registers(Duration.ZERO).then().statusCode(201);
        long since = System.nanoTime();

        await().pollDelay(LONGEST_SILENCE.minusMillis(500)).until(() -> System.nanoTime() > since);

        registers(Duration.ofSeconds(1)).then().statusCode(201);
    }

    @Test
    void aServiceThatKeepsSilentIsGivenUp() {
        registers(LONGEST_SILENCE.plusSeconds(2)).then().statusCode(503);
    }
}
