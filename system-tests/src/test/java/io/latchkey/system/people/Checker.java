package io.latchkey.system.people;

import static io.restassured.http.ContentType.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.latchkey.system.stack.Stack;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** A service that validates the tokens it is sent, with a client credential of its own. */
public final class Checker {
    private static final Duration SOON = Duration.ofSeconds(60);

    private final Stack stack;
    private final String url;

    public Checker(Stack stack) {
        this(stack, stack.gateway());
    }

    /** @param url of an instance of token-service, or of what leads there */
    public Checker(Stack stack, String url) {
        this.stack = stack;
        this.url = url;
    }

    /** What is asked; null where it is not. */
    public record Ask(String token, String workspace, String permission, String device, String atLeast) {
        public static Ask token(String token) {
            return new Ask(token, null, null, null, null);
        }

        public Ask in(String workspace) {
            return new Ask(token, workspace, permission, device, atLeast);
        }

        public Ask may(String permission) {
            return new Ask(token, workspace, permission, device, atLeast);
        }

        public Ask on(String device) {
            return new Ask(token, workspace, permission, device, atLeast);
        }

        public Ask atLeast(String revision) {
            return new Ask(token, workspace, permission, device, revision);
        }

        private Map<String, String> body() {
            Map<String, String> body = new LinkedHashMap<>();
            put(body, "token", token);
            put(body, "workspace", workspace);
            put(body, "permission", permission);
            put(body, "device", device);
            put(body, "atLeast", atLeast);
            return body;
        }

        private static void put(Map<String, String> body, String field, String value) {
            if (value != null) {
                body.put(field, value);
            }
        }
    }

    public RequestSpecification asks() {
        return RestAssured.given()
                .baseUri(url)
                .auth()
                .preemptive()
                .basic(stack.value("/checkClient/id"), stack.value("/checkClient/secret"));
    }

    public Response check(Ask ask) {
        return asks().contentType(JSON).body(ask.body()).post("/v1/check");
    }

    public String verdict(Ask ask) {
        Response answer = check(ask);
        return answer.statusCode() == 200 ? answer.path("verdict") : "status " + answer.statusCode();
    }

    /** A change is on its way; its effect comes. */
    public void sees(Ask ask, String verdict) {
        await().atMost(SOON)
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(verdict(ask)).isEqualTo(verdict));
    }

    /** It is so now, without waiting. */
    public void finds(Ask ask, String verdict) {
        assertThat(verdict(ask)).isEqualTo(verdict);
    }
}
