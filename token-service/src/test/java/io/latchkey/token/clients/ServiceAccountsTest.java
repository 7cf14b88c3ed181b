package io.latchkey.token.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.latchkey.edge.problems.Refused;
import io.latchkey.local.servers.Keys;
import io.latchkey.local.servers.Ports;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the cluster's keys are come by. */
class ServiceAccountsTest {
    private final Vertx vertx = Vertx.vertx();
    private final EllipticCurveJsonWebKey key = Keys.signingKey();
    private final List<String> presented = new CopyOnWriteArrayList<>();
    private HttpServer cluster;

    @TempDir
    Path folder;

    private record Config(
            Optional<String> issuer, Optional<String> jwks, Optional<Path> caCertificate, Optional<Path> tokenFile)
            implements ServiceAccountsConfig {
        @Override
        public String audience() {
            return "latchkey";
        }

        @Override
        public Duration timeout() {
            return Duration.ofSeconds(2);
        }

        @Override
        public Duration keysLifespan() {
            return Duration.ofMinutes(10);
        }
    }

    @BeforeEach
    void start() throws Exception {
        cluster = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] keys =
                new JsonWebKeySet(key).toJson(OutputControlLevel.PUBLIC_ONLY).getBytes(StandardCharsets.UTF_8);
        cluster.createContext("/openid/v1/jwks", exchange -> {
            presented.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            exchange.sendResponseHeaders(200, keys.length);
            exchange.getResponseBody().write(keys);
            exchange.close();
        });
        cluster.start();
    }

    @AfterEach
    void stop() {
        cluster.stop(0);
        vertx.close();
    }

    @Test
    void presentsItsOwnTokenToTheCluster() throws Exception {
        Path own = Files.writeString(folder.resolve("token"), "own token\n");

        assertThat(subject(accounts(address(), Optional.of(own)))).contains("system:serviceaccount:a:b");

        assertThat(presented).containsExactly("Bearer own token");
    }

    @Test
    void aTokenThatHeldIsNotVerifiedAgainAtOnceAndTheKeysAreKept() throws Exception {
        ServiceAccounts accounts = accounts(address(), Optional.empty());
        subject(accounts);

        cluster.stop(0);

        assertThat(subject(accounts)).contains("system:serviceaccount:a:b");
        assertThat(presented).containsExactly("null");
    }

    @Test
    void whenTheKeysCannotBeHadItSaysSoRatherThanNo() {
        ServiceAccounts accounts = accounts("http://127.0.0.1:" + Ports.free() + "/openid/v1/jwks", Optional.empty());

        assertThatThrownBy(() -> subject(accounts)).rootCause().isInstanceOf(IOException.class);
        assertThatThrownBy(() -> subject(accounts)).cause().isInstanceOf(Refused.class);
    }

    @Test
    void whenItsOwnTokenCannotBeReadItSaysSoRatherThanNo() {
        ServiceAccounts accounts = accounts(address(), Optional.of(folder.resolve("missing")));

        assertThatThrownBy(() -> subject(accounts)).cause().isInstanceOf(Refused.class);
    }

    @Test
    void anAuthorityThatIsNoCertificateStopsTheStart() throws Exception {
        Path pem = Files.writeString(folder.resolve("ca.crt"), "not a certificate");
        Config config =
                new Config(Optional.of("https://cluster"), Optional.of(address()), Optional.of(pem), Optional.empty());

        assertThatIllegalStateException()
                .isThrownBy(() -> new ServiceAccounts(config, vertx, Clock.systemUTC()))
                .withMessageContaining("ca-certificate");
    }

    private String address() {
        return "http://127.0.0.1:" + cluster.getAddress().getPort() + "/openid/v1/jwks";
    }

    private ServiceAccounts accounts(String jwks, Optional<Path> tokenFile) {
        return new ServiceAccounts(
                new Config(Optional.of("https://cluster"), Optional.of(jwks), Optional.empty(), tokenFile),
                vertx,
                Clock.systemUTC());
    }

    private Optional<String> subject(ServiceAccounts accounts) throws Exception {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer("https://cluster");
        claims.setAudience("latchkey");
        claims.setSubject("system:serviceaccount:a:b");
        claims.setExpirationTimeMinutesInTheFuture(10);
        JsonWebSignature jws = new JsonWebSignature();
        jws.setPayload(claims.toJson());
        jws.setKey(key.getPrivateKey());
        jws.setKeyIdHeaderValue(key.getKeyId());
        jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
        Future<Optional<String>> subject = accounts.subjectOf(jws.getCompactSerialization());
        return subject.toCompletionStage().toCompletableFuture().get();
    }
}
