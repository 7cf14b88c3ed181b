package io.latchkey.system.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.latchkey.system.people.Checker;
import io.latchkey.system.people.Checker.Ask;
import io.latchkey.system.people.Person;
import io.latchkey.system.people.Wire;
import io.latchkey.system.stack.OnTheStack;
import io.latchkey.system.stack.Stack;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What every gateway does before the services. */
@ExtendWith(OnTheStack.class)
abstract class GatewayContract {
    private final Stack stack;

    private int port;

    GatewayContract(Stack stack) {
        this.stack = stack;
    }

    /** @return the port it listens on, once it does */
    abstract int running() throws Exception;

    @BeforeEach
    void theGatewayRuns() throws Exception {
        port = running();
    }

    Stack stack() {
        return stack;
    }

    int port() {
        return port;
    }

    private RequestSpecification anybody() {
        return RestAssured.given().baseUri("http://127.0.0.1:" + port).contentType("application/json");
    }

    @Test
    void aSessionAndATokenAreLetThroughAsJwts() {
        Person ada = Person.registers(stack, "Ada");
        String workspace = ada.firstWorkspace();
        String token = ada.personalToken();
        new Checker(stack).sees(Ask.token(token).in(workspace).may("devices"), "allowed");

        String access = anybody()
                .body(Map.of("email", ada.email, "password", ada.password))
                .post("/v1/sessions")
                .then()
                .statusCode(201)
                .extract()
                .path("accessToken");

        for (String authorization : List.of("Bearer " + access, "Token " + token)) {
            anybody()
                    .header("Authorization", authorization)
                    .get("/v1/workspaces")
                    .then()
                    .statusCode(200)
                    .body("items[0].id", equalTo(workspace));
            anybody()
                    .header("Authorization", authorization)
                    .body(Map.of("name", "Boiler"))
                    .post("/v1/workspaces/" + workspace + "/devices")
                    .then()
                    .statusCode(201);
        }
        anybody()
                .header("Authorization", "Token " + token)
                .get("/v1/forward-auth?workspace=" + workspace + "&permission=devices")
                .then()
                .statusCode(200)
                .header("Latchkey-Account", equalTo(ada.account))
                .header("Authorization", nullValue());
    }

    @Test
    void whatIsNoGoodIsChallengedAndWhatIsNotListedIsNotThere() {
        anybody()
                .get("/v1/workspaces")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", containsString("Bearer realm"))
                .header("WWW-Authenticate", containsString("/.well-known/oauth-protected-resource\""));
        anybody()
                .header("Authorization", "Token lk_pat_nonsense")
                .header("Latchkey-Client", "Basic bWFsbG9yeTp4")
                .get("/v1/tokens")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", containsString("invalid_token"));
        for (String path : List.of(
                "/metrics",
                "/health/ready",
                "/internal/forward-auth",
                "/v1",
                "/v1/workspacesx",
                "/v1/workspaces/%2e%2e/x",
                "/v1/workspaces//x",
                "/v1/check")) {
            assertThat(Wire.get("http://127.0.0.1:" + port, path))
                    .as(path)
                    .startsWith("HTTP/1.1 404")
                    .contains("application/problem+json");
        }
        anybody()
                .get("/.well-known/oauth-protected-resource")
                .then()
                .statusCode(200)
                .body("bearer_methods_supported[0]", equalTo("header"));
        anybody().get("/.well-known/authzen-configuration").then().statusCode(200);
        anybody().get("/.well-known/openid-configuration").then().statusCode(200);
        for (String path : List.of(
                "/v1/accounts/email-verification",
                "/v1/accounts/password-reset/confirmation",
                "/v1/invitations/refusal")) {
            anybody()
                    .contentType(ContentType.JSON)
                    .body(Map.of("code", "nonsense", "newPassword", "difference engine no. 2"))
                    .post(path)
                    .then()
                    .statusCode(400);
        }
        anybody().get("/v1/sessions").then().statusCode(401);
        anybody().delete("/v1/sessions").then().statusCode(401);
        anybody().get("/v1/invitations").then().statusCode(401);
        assertThat(Wire.announce("http://127.0.0.1:" + port, "/v1/accounts", 300_000))
                .startsWith("HTTP/1.1 413");
        anybody().get("/v1/memberships").then().statusCode(401);
        anybody()
                .contentType(ContentType.JSON)
                .body("{}")
                .post("/graphql")
                .then()
                .statusCode(401);
    }

    /** RFC 9112 section 11.2: where one server sees the end of a request and the next one sees another request. */
    @Test
    void noRequestHidesInAnother() {
        String server = "http://127.0.0.1:" + port;
        String hidden = "GET /v1/hidden HTTP/1.1\r\nX-Rest: ";
        String chunks = "0\r\n\r\n" + hidden;
        for (String lengths : List.of(
                "Content-Length: %d\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nContent-Length: %d",
                "Transfer-Encoding : chunked\r\nContent-Length: %d",
                "Transfer-Encoding: xchunked\r\nContent-Length: %d",
                "Transfer-Encoding: chunked, identity\r\nContent-Length: %d",
                "Transfer-Encoding: \u000bchunked\r\nContent-Length: %d",
                "X: y\nTransfer-Encoding: chunked\r\nContent-Length: %d",
                "X: y\rTransfer-Encoding: chunked\r\nContent-Length: %d",
                "Content-Length: 5\r\nContent-Length: %d",
                "Content-Length: %d\r\nContent-Length: 5",
                "Content-Length: +%d",
                "Content-Length: 5, %d")) {
            String answer = Wire.sendAll(
                    server,
                    "POST /v1/accounts HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                            + lengths.formatted(chunks.length())
                            + "\r\n\r\n"
                            + chunks,
                    // Many wait for what does not come.
                    Duration.ofSeconds(2));

            assertThat(answer).as(lengths).doesNotStartWith("HTTP/1.1 2");
            for (int i = 0; i < 8; i++) {
                anybody().get("/.well-known/openid-configuration").then().statusCode(200);
            }
        }
    }

    @Test
    void noHeaderIsPutIntoAnAnswerByWhoAsks() {
        String server = "http://127.0.0.1:" + port;
        for (String name : List.of("x\r\n X-Put-In: 1", "x\rX-Put-In: 1", "x\u0000X-Put-In: 1")) {
            assertThat(Wire.send(server, "GET /.well-known/openid-configuration", "X-Request-Id: " + name + "\r\n"))
                    .doesNotContainIgnoringCase("X-Put-In");
        }
        assertThat(Wire.get(server, "/.well-known/openid-configuration?x=%0d%0aX-Put-In:%201"))
                .doesNotContain("X-Put-In");
        assertThat(Wire.send(server, "TRACE /.well-known/openid-configuration", "X-Put-In: 1\r\n"))
                .matches("(?s)HTTP/1.1 4.*")
                .doesNotContain("X-Put-In");
    }

    @Test
    void aFileOfDevicesMayBeLarge() {
        Person ada = Person.registers(stack, "Ada");
        String imports = "/v1/workspaces/" + ada.firstWorkspace() + "/devices/imports";

        anybody()
                .header("Authorization", "Token " + ada.personalToken())
                .contentType("text/csv")
                .body("name\n" + "a device with a name of some length\n".repeat(10_000))
                .post(imports)
                .then()
                .statusCode(202)
                .body("lines", equalTo(10_000));
        assertThat(Wire.announce("http://127.0.0.1:" + port, imports, 20_000_000))
                .startsWith("HTTP/1.1 413");
    }

    @Test
    void aForwardAuthThatCannotAnswerIsA503() {
        Person ada = Person.registers(stack, "Ada");
        String token = ada.personalToken();
        stack.without(
                "token-service",
                () -> anybody()
                        .header("Authorization", "Token " + token)
                        .get("/v1/workspaces")
                        .then()
                        .statusCode(503)
                        .contentType("application/problem+json")
                        .header("Retry-After", equalTo("1")));
        stack.isReady();
    }
}
