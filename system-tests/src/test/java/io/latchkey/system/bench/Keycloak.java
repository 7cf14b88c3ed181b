package io.latchkey.system.bench;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.restassured.http.ContentType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Keycloak as it comes, in production mode with its embedded database, for one purpose: introspection (RFC 7662), which is what
 * a service asks it about a token.
 */
final class Keycloak implements AutoCloseable {
    private static final Duration STARTUP = Duration.ofSeconds(180);
    private static final String ADMIN = "bench";
    private static final String CLIENT = "peer";
    private static final String SECRET = "a secret of the bench";
    private static final int TOKENS = 20;
    private static final Duration LIFESPAN = Duration.ofDays(1);
    private static final String OPENID = "/realms/master/protocol/openid-connect";

    private final Process process;
    private final int port;

    private Keycloak(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** @param folder where its distribution is unpacked, a folder of its own; empty where it is not */
    static Optional<Path> in(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> unpacked = Files.list(folder)) {
            return unpacked.filter(home -> Files.exists(home.resolve("bin/kc.sh")))
                    .findFirst();
        }
    }

    static Keycloak start(Path home, int port, Path log) throws IOException {
        ProcessBuilder command = new ProcessBuilder(
                        "bash",
                        home.resolve("bin/kc.sh").toString(),
                        "start",
                        "--db=dev-file",
                        "--cache=local",
                        "--http-enabled=true",
                        "--http-host=127.0.0.1",
                        "--http-port=" + port,
                        "--http-management-port=" + (port + 1),
                        "--hostname-strict=false")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        command.environment()
                .putAll(Map.of(
                        "JAVA_HOME",
                        System.getProperty("java.home"),
                        "JAVA_OPTS_KC_HEAP",
                        "-Xms256m -Xmx512m",
                        "KC_BOOTSTRAP_ADMIN_USERNAME",
                        ADMIN,
                        "KC_BOOTSTRAP_ADMIN_PASSWORD",
                        SECRET));
        Keycloak keycloak = new Keycloak(command.start(), port);
        await().atMost(STARTUP).ignoreExceptions().until(() -> {
            keycloak.client();
            return true;
        });
        return keycloak;
    }

    private String url() {
        return "http://127.0.0.1:" + port;
    }

    /** A client that may introspect, and whose tokens outlive the bench. */
    private void client() {
        String admin = given().baseUri(url())
                .formParams("grant_type", "password", "client_id", "admin-cli", "username", ADMIN, "password", SECRET)
                .post(OPENID + "/token")
                .then()
                .statusCode(200)
                .extract()
                .path("access_token");
        given().baseUri(url())
                .auth()
                .oauth2(admin)
                .contentType(ContentType.JSON)
                .body(Map.of("accessTokenLifespan", LIFESPAN.toSeconds()))
                .put("/admin/realms/master")
                .then()
                .statusCode(204);
        given().baseUri(url())
                .auth()
                .oauth2(admin)
                .contentType(ContentType.JSON)
                .body(Map.of("clientId", CLIENT, "secret", SECRET, "serviceAccountsEnabled", true))
                .post("/admin/realms/master/clients")
                .then()
                .statusCode(201);
    }

    Server introspection(int connections) {
        List<byte[]> requests = Stream.generate(this::token)
                .limit(TOKENS)
                .map(token -> Load.post(
                        OPENID + "/token/introspect",
                        Subject.basic(CLIENT + ":" + SECRET),
                        "application/x-www-form-urlencoded",
                        "token=" + token))
                .toList();
        return Server.http("Keycloak, introspection", java().pid(), port, requests, connections, 1);
    }

    private String token() {
        return given().baseUri(url())
                .auth()
                .preemptive()
                .basic(CLIENT, SECRET)
                .formParam("grant_type", "client_credentials")
                .post(OPENID + "/token")
                .then()
                .statusCode(200)
                .extract()
                .path("access_token");
    }

    /** The script, or what it has started. */
    private ProcessHandle java() {
        return Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .filter(one -> one.info().command().orElse("").endsWith("java"))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }
}
