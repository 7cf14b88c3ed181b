package io.latchkey.token;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.latchkey.local.tests.TestEvents;
import io.latchkey.local.tests.TestIssuer;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** What the other services would tell, and what the outside would ask. */
public final class Told {
    static {
        // Machines may be slow; what never comes fails all the same.
        Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
    }

    private static final AtomicLong REVISION = new AtomicLong();
    public static final String CHECKER = "checker";
    public static final String SECRET = "a secret of the tests";
    public static final String GATEWAY = "gateway";

    private Told() {}

    public static long next() {
        return REVISION.incrementAndGet();
    }

    public static void account(UUID account, String kind, String status, long revision) {
        TestEvents.send(TestEvents.ACCOUNTS, account.toString(), TestEvents.ACCOUNT, """
                {"account":"%s","kind":"%s","status":"%s","displayName":"Somebody","revision":%d}""".formatted(
                        account, kind, status, revision));
    }

    private static String strings(String... values) {
        return Arrays.stream(values).map(value -> '"' + value + '"').collect(Collectors.joining(",", "[", "]"));
    }

    /** A member's rights, and the workspace record that closes the revision. */
    public static final class Member {
        private final UUID workspace;
        private final UUID account;
        private String kind = "user";
        private String status = "active";
        private String permissions = "[]";
        private String everyDevice = "[]";
        private String devices = "[]";
        private String devicePermissions = "[]";
        private String teams = "[]";
        private String tokenPolicy = "null";
        private Map<String, String> attributes = Map.of();

        public Member(UUID workspace, UUID account) {
            this.workspace = workspace;
            this.account = account;
        }

        public Member apiUser() {
            kind = "api-user";
            return this;
        }

        /** Whose request the event came of, and its id. */
        public Member by(UUID actor, String event) {
            attributes = Map.of("actor", actor.toString(), "id", event);
            return this;
        }

        public Member removed() {
            status = "removed";
            return this;
        }

        /** Of the workspace, as JSON: each of its events has it all. */
        public Member tokenPolicy(String json) {
            tokenPolicy = json;
            return this;
        }

        public Member permissions(String... names) {
            permissions = strings(names);
            return this;
        }

        public Member everyDevice(String... names) {
            everyDevice = strings(names);
            return this;
        }

        public Member devices(List<UUID> ids, String... names) {
            devices = strings(ids.stream().map(UUID::toString).toArray(String[]::new));
            devicePermissions = strings(names);
            return this;
        }

        public Member teams(UUID... ids) {
            teams = strings(Arrays.stream(ids).map(UUID::toString).toArray(String[]::new));
            return this;
        }

        public long tell() {
            return tell(next());
        }

        public long tell(long revision) {
            send(revision, false);
            workspace(workspace, "active", tokenPolicy, revision);
            return revision;
        }

        /** Among all others of the workspace, of which {@link Told#retold} is the end. */
        public void retell(long revision) {
            send(revision, true);
        }

        private void send(long revision, boolean retold) {
            TestEvents.send(
                    TestEvents.ACCESS,
                    workspace + "/" + account,
                    TestEvents.MEMBER,
                    """
                    {"workspace":"%s","account":"%s","kind":"%s","name":"Robot","status":"%s","permissions":%s,
                     "everyDevice":%s,"listedDevices":{"ids":%s,"permissions":%s},"teams":%s,"revision":%d,"retold":%s,"more":1}""".formatted(
                                    workspace,
                                    account,
                                    kind,
                                    status,
                                    permissions,
                                    everyDevice,
                                    devices,
                                    devicePermissions,
                                    teams,
                                    revision,
                                    retold),
                    attributes);
        }
    }

    public static void workspace(UUID workspace, String status, long revision) {
        workspace(workspace, status, "null", revision);
    }

    /** @param tokenPolicy as JSON */
    public static void workspace(UUID workspace, String status, String tokenPolicy, long revision) {
        TestEvents.send(TestEvents.ACCESS, workspace.toString(), TestEvents.WORKSPACE, """
                {"workspace":"%s","organization":"%s","name":"W","slug":"w","status":"%s","tokenPolicy":%s,"revision":%d}""".formatted(
                        workspace, UUID.randomUUID(), status, tokenPolicy, revision));
    }

    /** Everybody and everything in it has been told of anew. */
    public static void retold(UUID workspace, long revision) {
        TestEvents.send(
                TestEvents.ACCESS, workspace.toString(), TestEvents.WORKSPACE, """
                {"workspace":"%s","status":"active","revision":%d,"retold":true}""".formatted(workspace, revision));
    }

    /** Among all others of the workspace. */
    public static void retellDevice(UUID workspace, UUID device, String teams, long revision) {
        TestEvents.send(TestEvents.ACCESS, workspace + "/device/" + device, TestEvents.DEVICE, """
                {"workspace":"%s","device":"%s","status":"active","teams":%s,"revision":%d,"retold":true}""".formatted(
                        workspace, device, teams, revision));
    }

    public static UUID device(UUID workspace) {
        UUID device = UUID.randomUUID();
        device(workspace, device, "active", "[]", next());
        return device;
    }

    public static void device(UUID workspace, UUID device, String status, String teams, long revision) {
        TestEvents.send(TestEvents.ACCESS, workspace + "/device/" + device, TestEvents.DEVICE, """
                {"workspace":"%s","device":"%s","status":"%s","teams":%s,"revision":%d}""".formatted(
                        workspace, device, status, teams, revision));
    }

    /** Somebody with an account and the token that came with it. */
    public record Holder(UUID account, UUID tokenId, String token) {}

    public static Holder user() {
        UUID account = UUID.randomUUID();
        account(account, "user", "active", 1);
        return holder(account, TestIssuer.session(account));
    }

    /** Somebody with a fresh session. */
    public static RequestSpecification as(Holder user) {
        return given().auth().oauth2(TestIssuer.session(user.account())).contentType(ContentType.JSON);
    }

    /** Another token of somebody, as they ask for it. */
    public static Response asksForToken(Holder user, Map<String, ?> asked) {
        Response made = as(user).body(asked).post("/v1/tokens");
        made.then().statusCode(201);
        return made;
    }

    /** The value of one that is cut down. */
    public static String limited(Holder user, Map<String, ?> limits) {
        return asksForToken(user, Map.of("name", "Limited", "limits", limits)).path("value");
    }

    public static Holder holder(UUID account, String jwtOfManager) {
        await().untilAsserted(() -> given().auth()
                .oauth2(jwtOfManager)
                .get("/v1/tokens?account=" + account)
                .then()
                .statusCode(200)
                .body("items", hasSize(1)));
        UUID id = UUID.fromString(given().auth()
                .oauth2(jwtOfManager)
                .get("/v1/tokens?account=" + account)
                .path("items[0].id"));
        String value = given().auth()
                .oauth2(jwtOfManager)
                .post("/v1/tokens/" + id + "/reveal")
                .then()
                .statusCode(200)
                .extract()
                .path("value");
        return new Holder(account, id, value);
    }

    /** What a gateway asks. */
    public static RequestSpecification asGateway() {
        byte[] credential = (GATEWAY + ":" + SECRET).getBytes(StandardCharsets.UTF_8);
        return given().header("Latchkey-Client", "Basic " + Base64.getEncoder().encodeToString(credential));
    }

    public static Response check(Map<String, ?> question) {
        return given().auth()
                .preemptive()
                .basic(CHECKER, SECRET)
                .contentType(ContentType.JSON)
                .body(question)
                .post("/v1/check");
    }

    public static Map<String, String> ask(String token, UUID workspace, String permission, UUID device) {
        Map<String, String> question = new HashMap<>();
        question.put("token", token);
        put(question, "workspace", workspace);
        put(question, "permission", permission);
        put(question, "device", device);
        return question;
    }

    private static void put(Map<String, String> question, String field, Object value) {
        if (value != null) {
            question.put(field, value.toString());
        }
    }

    public static String verdict(String token, UUID workspace, String permission, UUID device) {
        return check(ask(token, workspace, permission, device))
                .then()
                .statusCode(200)
                .extract()
                .path("verdict");
    }

    /** As soon as the change is seen; the question itself waits for it. */
    public static String verdictAt(long revision, String token, UUID workspace, String permission, UUID device) {
        Map<String, String> question = ask(token, workspace, permission, device);
        question.put("atLeast", "w." + workspace + "." + revision);
        await().ignoreExceptions().untilAsserted(() -> check(question).then().statusCode(equalTo(200)));
        return check(question).path("verdict");
    }
}
