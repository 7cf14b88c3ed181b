package io.latchkey.system.people;

import static io.restassured.http.ContentType.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.notNullValue;

import io.latchkey.system.stack.Stack;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Somebody with an account and a browser: everything goes through the gateway, with the session of a log-in. */
public final class Person {
    private static final Duration SOON = Duration.ofSeconds(60);

    public final String email;
    public final String password;
    public final String account;
    private final Stack stack;
    private String access;

    private Person(Stack stack, String email, String password, String account) {
        this.stack = stack;
        this.email = email;
        this.password = password;
        this.account = account;
    }

    /** Registered and logged in; what follows from registering may still be on its way. */
    public static Person registers(Stack stack, String name) {
        return registers(stack, name, address(name));
    }

    public static Person registers(Stack stack, String name, String email) {
        String password = "passphrase of " + name + " " + UUID.randomUUID();
        String account = anybody(stack)
                .body(Map.of("email", email, "password", password, "displayName", name))
                .post("/v1/accounts")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        Person person = new Person(stack, email, password, account);
        person.logsIn();
        return person;
    }

    public static String address(String name) {
        return name.toLowerCase().replace(' ', '.') + "." + UUID.randomUUID() + "@example.com";
    }

    public static RequestSpecification anybody(Stack stack) {
        return RestAssured.given().baseUri(stack.gateway()).contentType(JSON);
    }

    /** Through the gateway with an API token, or whatever else stands in Authorization. */
    public static RequestSpecification with(Stack stack, String authorization) {
        return anybody(stack).header("Authorization", authorization);
    }

    public Response logsIn() {
        Response session = anybody(stack)
                .body(Map.of("email", email, "password", password))
                .post("/v1/sessions");
        assertThat(session.statusCode()).as(session.asString()).isEqualTo(201);
        access = session.then().body("accessToken", notNullValue()).extract().path("accessToken");
        return session;
    }

    public RequestSpecification does() {
        return with(stack, authorization());
    }

    /** For a request that is made otherwise. */
    public String authorization() {
        return "Bearer " + access;
    }

    /** The one that registering made. */
    public String firstWorkspace() {
        return eventually(() -> does().get("/v1/workspaces").path("items[0].id"));
    }

    /** Waits until the registration has reached workspace-service; an invitation before that is pending for a moment. */
    public void isKnown() {
        firstWorkspace();
    }

    public String createsWorkspace(String name) {
        isKnown();
        return created(does().body(Map.of("name", name)).post("/v1/workspaces"), "id");
    }

    public String createsDevice(String workspace, String name) {
        return created(does().body(Map.of("name", name)).post("/v1/workspaces/" + workspace + "/devices"), "id");
    }

    public String createsApiUser(String workspace, Map<String, Object> rights) {
        return created(does().body(rights).post("/v1/workspaces/" + workspace + "/api-users"), "account");
    }

    public Response invites(String workspace, Map<String, Object> invitation) {
        return does().body(invitation).post("/v1/workspaces/" + workspace + "/invitations");
    }

    public String personalToken() {
        return reveals(eventually(() -> does().get("/v1/tokens").path("items[0].id")));
    }

    public String tokenOf(String apiUser) {
        return reveals(tokenIdOf(apiUser));
    }

    private String tokenIdOf(String apiUser) {
        return eventually(
                () -> does().queryParam("account", apiUser).get("/v1/tokens").path("items[0].id"));
    }

    /** Of an API user, the one that it has. */
    public void revokesTokenOf(String apiUser) {
        does().delete("/v1/tokens/" + tokenIdOf(apiUser)).then().statusCode(204);
    }

    private String reveals(String token) {
        return does().post("/v1/tokens/" + token + "/reveal")
                .then()
                .statusCode(200)
                .extract()
                .path("value");
    }

    private static String created(Response response, String id) {
        return response.then().statusCode(201).extract().path(id);
    }

    private static String eventually(java.util.concurrent.Callable<String> value) {
        return await().atMost(SOON).until(value, found -> found != null);
    }

    /** Rights as a request's body. */
    public static Map<String, Object> rights(List<String> permissions) {
        return Map.of("permissions", permissions);
    }
}
