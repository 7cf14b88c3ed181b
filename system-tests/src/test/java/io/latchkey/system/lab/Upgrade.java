package io.latchkey.system.lab;

import static org.awaitility.Awaitility.await;

import io.latchkey.system.stack.AnotherInstance;
import io.latchkey.system.stack.Stack;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * A stack of an older version, whose services are replaced by this one's, one after the other, as a rolling upgrade does: for
 * some time both versions of a service answer and both read and write the same events, tables and keys.
 */
final class Upgrade implements Served, AutoCloseable {
    private static final String LOOPBACK = "http://127.0.0.1:";
    private static final Duration START = Duration.ofSeconds(90);

    private final Stack before;
    private final Http http = new Http();
    private final int newPorts = Stack.freePortBase();
    /** To identity-, workspace- and token-service, as new ones ask them: the older ones as long as there are no others. */
    private final Link[] peers;

    private volatile List<String> identity;
    private volatile List<String> workspace;
    private volatile List<String> token;
    private AnotherInstance newIdentity;
    private AnotherInstance newWorkspace;
    private AnotherInstance newToken;

    private Upgrade(Stack before) throws IOException {
        this.before = before;
        this.peers = new Link[] {
            Link.to(portOf(before.url("identity"))),
            Link.to(portOf(before.url("workspace"))),
            Link.to(portOf(before.url("token")))
        };
        this.identity = List.of(before.url("identity"));
        this.workspace = List.of(before.url("workspace"));
        this.token = List.of(before.url("token"));
    }

    private static int portOf(String url) {
        return URI.create(url).getPort();
    }

    /** @param home where the older version is built */
    static Upgrade of(Path home, Path data) throws IOException {
        // Inherited by its services. That version does not start beside a newer one unless it is told to.
        Map<String, String> told = Map.of(
                "QUARKUS_FLYWAY_IGNORE_FUTURE_MIGRATIONS", "true", "LATCHKEY_RATE_LIMITS_PER_ACCOUNT", "10000000");
        return new Upgrade(Stack.start(home, data, Stack.freePortBase(), told));
    }

    @Override
    public Stack stack() {
        return before;
    }

    @Override
    public Http http() {
        return http;
    }

    @Override
    public String token(int instance) {
        List<String> serving = token;
        return serving.get(instance % serving.size());
    }

    @Override
    public String workspace() {
        return any(workspace);
    }

    @Override
    public String identity() {
        return any(identity);
    }

    private static String any(List<String> serving) {
        return serving.get(ThreadLocalRandom.current().nextInt(serving.size()));
    }

    /** Beside the older one, whose tables it brings to its own version. */
    void newIdentityService() throws IOException {
        newIdentity = AnotherInstance.of("identity-service", before.data(), newPorts, peers(), Map.of());
        peers[0].leadTo(newPorts);
        identity = List.of(before.url("identity"), newIdentity.url());
    }

    void newWorkspaceService() throws IOException {
        newWorkspace = AnotherInstance.of("workspace-service", before.data(), newPorts + 1, peers(), Map.of());
        peers[1].leadTo(newPorts + 1);
        workspace = List.of(before.url("workspace"), newWorkspace.url());
    }

    void newTokenService() throws IOException {
        newToken = AnotherInstance.ofTokenService(before.data(), newPorts + 2, peers(), Map.of());
        peers[2].leadTo(newPorts + 2);
        token = List.of(before.url("token"), newToken.url());
    }

    private Stream<String> peers() {
        return Stream.of(
                "latchkey.trust.issuers.identity.jwks=" + peer(0) + "/.well-known/jwks.json",
                "latchkey.trust.issuers.token.jwks=" + peer(2) + "/.well-known/jwks.json",
                "quarkus.rest-client.identity-service.url=" + peer(0),
                "quarkus.rest-client.workspace-service.url=" + peer(1),
                "quarkus.rest-client.token-service.url=" + peer(2));
    }

    private String peer(int which) {
        return LOOPBACK + peers[which].port();
    }

    /** An older one is killed and comes back, to tables that are newer than itself. */
    void olderIsBack(String service) {
        before.kill(service);
        String url = before.url(service.replace("-service", ""));
        await().atMost(START)
                .ignoreExceptions()
                .until(() -> RestAssured.get(url + "/health/ready").statusCode() == 200);
    }

    void olderIsGone() {
        before.startsNothingAgain();
        identity = List.of(newIdentity.url());
        workspace = List.of(newWorkspace.url());
        token = List.of(newToken.url());
        for (String service : List.of("token-service", "workspace-service", "identity-service")) {
            before.kill(service);
        }
    }

    @Override
    public void close() throws IOException {
        for (AnotherInstance instance : new AnotherInstance[] {newIdentity, newWorkspace, newToken}) {
            if (instance != null) {
                instance.close();
            }
        }
        before.close();
        for (Link peer : peers) {
            peer.close();
        }
    }
}
