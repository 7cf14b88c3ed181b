package io.latchkey.system.lab;

import io.latchkey.system.stack.AnotherInstance;
import io.latchkey.system.stack.Stack;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * A stack of an older version, whose services are replaced by this one's, one after the other, as a rolling upgrade does: for
 * some time both versions of a service answer and both read and write the same events, tables and keys.
 */
final class Upgrade implements Served, AutoCloseable {
    static final String IDENTITY = "identity";
    static final String WORKSPACE = "workspace";
    static final String TOKEN = "token";

    private final Stack before;
    private final Http http = new Http();
    private final Map<String, Replaced> services = new LinkedHashMap<>();

    /** A service, of which there are one or two versions. */
    private static final class Replaced {
        /** As new ones of the others ask it: the older one as long as there is no other. */
        private final Link way;

        private volatile List<String> serving;
        private AnotherInstance newer;

        Replaced(String older) throws IOException {
            this.way = Link.to(URI.create(older).getPort());
            this.serving = List.of(older);
        }

        String url() {
            return "http://127.0.0.1:" + way.port();
        }
    }

    private Upgrade(Stack before) throws IOException {
        this.before = before;
        for (String service : List.of(IDENTITY, WORKSPACE, TOKEN)) {
            services.put(service, new Replaced(before.url(service)));
        }
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
        List<String> serving = services.get(TOKEN).serving;
        return serving.get(instance % serving.size());
    }

    @Override
    public String workspace() {
        return any(WORKSPACE);
    }

    @Override
    public String identity() {
        return any(IDENTITY);
    }

    private String any(String service) {
        List<String> serving = services.get(service).serving;
        return serving.get(ThreadLocalRandom.current().nextInt(serving.size()));
    }

    /** Beside the older one, whose tables it brings to its own version. */
    void newer(String service) throws IOException {
        Replaced replaced = services.get(service);
        int port = Stack.freePortBase();
        replaced.newer = service.equals(TOKEN)
                ? AnotherInstance.ofTokenService(before.data(), port, peers(), Map.of())
                : AnotherInstance.of(service + "-service", before.data(), port, peers(), Map.of());
        replaced.serving = List.of(before.url(service), replaced.newer.url());
        replaced.way.leadTo(port);
    }

    private Stream<String> peers() {
        String identity = services.get(IDENTITY).url();
        String workspace = services.get(WORKSPACE).url();
        String token = services.get(TOKEN).url();
        return Stream.of(
                "latchkey.trust.issuers.identity.jwks=" + identity + "/.well-known/jwks.json",
                "latchkey.trust.issuers.token.jwks=" + token + "/.well-known/jwks.json",
                "quarkus.rest-client.identity-service.url=" + identity,
                "quarkus.rest-client.workspace-service.url=" + workspace,
                "quarkus.rest-client.token-service.url=" + token);
    }

    /** An older one is killed and comes back, to tables that are newer than itself. */
    void olderIsBack(String service) {
        before.kill(service + "-service");
        before.isReady();
    }

    /** How often Redis has been filled: two versions that do not know each other's marks would do so in turn. */
    long fills() throws IOException {
        long fills = 0;
        for (String instance : List.of("token-service", "token-service-2")) {
            try (Stream<String> log = Files.lines(before.data().resolve("logs/" + instance + ".log"))) {
                fills += log.filter(line -> line.contains("Redis was filled")).count();
            }
        }
        return fills;
    }

    void olderIsGone() {
        before.startsNothingAgain();
        services.forEach((service, replaced) -> {
            replaced.serving = List.of(replaced.newer.url());
            before.kill(service + "-service");
        });
    }

    @Override
    public void close() throws IOException {
        for (Replaced service : services.values()) {
            if (service.newer != null) {
                service.newer.close();
            }
        }
        before.close();
        for (Replaced service : services.values()) {
            service.way.close();
        }
    }
}
