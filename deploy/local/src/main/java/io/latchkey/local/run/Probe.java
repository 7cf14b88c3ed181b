package io.latchkey.local.run;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Asks the stack over HTTP whether it is up. */
final class Probe {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    boolean isReady(int port) {
        return status(HttpRequest.newBuilder(uri(port, "/health/ready"))) == 200;
    }

    boolean answers(int port) {
        return status(HttpRequest.newBuilder(uri(port, "/"))) > 0;
    }

    /** @return 201, or 409 where the account is there already; 0 where nothing was answered in time */
    int register(int port, String email, String password) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("email", email)
                .put("password", password)
                .put("displayName", "Demo")
                .put("company", "Demo workshop");
        return status(HttpRequest.newBuilder(uri(port, "/v1/accounts"))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    private int status(HttpRequest.Builder request) {
        try {
            return client.send(request.timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private static URI uri(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** @return whether it came true in time */
    static boolean await(Duration atMost, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.sleep(100);
        }
        return true;
    }
}
