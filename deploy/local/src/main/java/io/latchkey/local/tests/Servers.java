package io.latchkey.local.tests;

import io.latchkey.local.servers.Keys;
import io.latchkey.local.servers.LocalKafka;
import io.latchkey.local.servers.LocalMail;
import io.latchkey.local.servers.LocalPostgres;
import io.latchkey.local.servers.LocalRedis;
import io.latchkey.local.servers.Ports;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The servers of a service's component tests: real PostgreSQL, Kafka and Redis on free ports, and an issuer of JWTs.
 * Started once a module; what a test breaks it mends.
 */
public final class Servers implements QuarkusTestResourceLifecycleManager {
    private static final String DATABASE = "service";

    public static final String OPERATOR_SECRET = "an operator's secret";

    private static LocalMail mail;
    private static LocalPostgres postgres;
    private static LocalKafka kafka;
    private static LocalRedis redis;
    private static TestIssuer issuer;
    private static TestPeers peers;

    @Override
    public Map<String, String> start() {
        // Alone: it unpacks its executable, which cannot be run ("text file busy") where another process, on its way to
        // becoming a server, still has it open for writing.
        aside(() -> redis = LocalRedis.throwAway()).join();
        CompletableFuture.allOf(
                        aside(() -> postgres = LocalPostgres.throwAway(List.of(DATABASE))),
                        aside(() -> kafka = LocalKafka.throwAway()),
                        aside(() -> mail = LocalMail.start(Ports.free())),
                        aside(() -> issuer = TestIssuer.start()),
                        aside(() -> peers = TestPeers.start()))
                .join();
        TestEvents.createTopics();
        Map<String, String> settings = new HashMap<>();
        settings.put("latchkey.db.port", String.valueOf(postgres.port()));
        settings.put("latchkey.db.name", DATABASE);
        settings.put("quarkus.datasource.username", DATABASE);
        settings.put("kafka.bootstrap.servers", kafka.bootstrap());
        settings.put("quarkus.redis.hosts", "redis://127.0.0.1:" + redis.port());
        settings.put("latchkey.signing.jwk", Keys.signingJwk());
        settings.put("latchkey.trust.issuers.identity.jwks", issuer.jwks());
        settings.put("quarkus.grpc.server.test-port", String.valueOf(Ports.free()));
        settings.put("latchkey.service-accounts.jwks", issuer.jwks());
        // Nobody listens there: what cannot be verified must be told from what does not hold.
        settings.put("latchkey.trust.issuers.token.jwks", "http://127.0.0.1:" + Ports.free() + "/jwks");
        settings.put("latchkey.tokens.pepper.current", Keys.secret());
        settings.put("latchkey.tokens.encryption.current", Keys.secret());
        settings.put("latchkey.audit.key.current", Keys.secret());
        settings.put("latchkey.totp.encryption.current", Keys.secret());
        settings.put("latchkey.operators.operator.secret", OPERATOR_SECRET);
        settings.put("latchkey.invitations.join-when", "registered");
        settings.put("latchkey.portal-url", "https://portal.example.com");
        settings.put("quarkus.rest-client.identity-service.url", peers.address());
        settings.put("quarkus.rest-client.workspace-service.url", peers.address());
        settings.put("quarkus.rest-client.token-service.url", peers.address());
        settings.put("latchkey.rate-limits.per-source", "1000000");
        settings.put("latchkey.rate-limits.per-account", "1000000");
        settings.put("quarkus.mailer.port", String.valueOf(mail.smtpPort()));
        return settings;
    }

    private static CompletableFuture<Void> aside(Callable<?> start) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        start.call();
                    } catch (Exception e) {
                        throw new CompletionException(e);
                    }
                },
                Thread::startVirtualThread);
    }

    public static String kafka() {
        return kafka.bootstrap();
    }

    /** The other services, as far as a service asks them. */
    public static TestPeers peers() {
        return peers;
    }

    /** Redis gone, as by a crash; everything in it is lost. */
    public static void stopRedis() throws Exception {
        redis.close();
    }

    /** Redis back, empty, at the same address. */
    public static void startRedis() throws Exception {
        redis = LocalRedis.start(redis.port());
    }

    /** What has been sent to somebody, the oldest first. */
    public static List<LocalMail.Received> mailsTo(String address) {
        return mail.to(address);
    }

    /** The mail server gone. */
    public static void stopMail() {
        mail.close();
    }

    /** The mail server back at the same address, with nothing in it. */
    public static void startMail() {
        mail = LocalMail.start(mail.smtpPort());
    }

    public static int redisPort() {
        return redis.port();
    }

    @Override
    public void stop() {
        for (AutoCloseable server : new AutoCloseable[] {peers, issuer, mail, redis, kafka, postgres}) {
            close(server);
        }
    }

    private static void close(AutoCloseable server) {
        try {
            if (server != null) {
                server.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException("a server of the tests does not stop", e);
        }
    }
}
