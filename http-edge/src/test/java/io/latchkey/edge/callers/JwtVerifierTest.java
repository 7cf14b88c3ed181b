package io.latchkey.edge.callers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.smallrye.jwt.auth.principal.ParseException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is remembered of a JWT; everything else is held by tests of services. */
class JwtVerifierTest {
    private static final String ISSUER = "https://one.example.com";
    private static final String AUDIENCE = "latchkey";
    private static final int MANY = 200;
    private static final int WAITING_AT_ONCE = 60;

    private final ExecutorService handling = Executors.newVirtualThreadPerTaskExecutor();

    private EllipticCurveJsonWebKey key;
    private HttpServer keys;
    private final CountDownLatch hanging = new CountDownLatch(1);
    private final AtomicInteger fetches = new AtomicInteger();
    private volatile boolean hangs;
    private JwtVerifier verifier;

    private record Trust(Map<String, Issuer> issuers) implements TrustedIssuers {
        @Override
        public String audience() {
            return AUDIENCE;
        }

        @Override
        public Duration clockSkew() {
            return Duration.ZERO;
        }

        @Override
        public Duration timeout() {
            return Duration.ofMinutes(5);
        }

        @Override
        public Duration keysLifespan() {
            return Duration.ofMinutes(1);
        }
    }

    private record One(String name, String jwks) implements TrustedIssuers.Issuer {}

    @BeforeEach
    void publishKeys() throws IOException, JoseException {
        key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
        key.setKeyId("k1");
        keys = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] published = new JsonWebKeySet(key).toJson().getBytes(StandardCharsets.UTF_8);
        keys.createContext("/", exchange -> {
            fetches.incrementAndGet();
            if (hangs) {
                awaitOpening(hanging);
            }
            try (exchange) {
                exchange.sendResponseHeaders(200, published.length);
                exchange.getResponseBody().write(published);
            }
        });
        keys.setExecutor(handling);
        keys.start();
        String address = "http://127.0.0.1:" + keys.getAddress().getPort() + "/jwks";
        verifier = new JwtVerifier(new Trust(Map.of("one", new One(ISSUER, address))));
    }

    @AfterEach
    void publishKeysNoMore() {
        hanging.countDown();
        keys.stop(0);
        handling.shutdown();
    }

    private String jwt(Instant expiry) throws JoseException {
        return jwt(expiry, "k1");
    }

    private String jwt(Instant expiry, String keyId) throws JoseException {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(ISSUER);
        claims.setAudience(AUDIENCE);
        claims.setSubject("somebody");
        claims.setIssuedAtToNow();
        claims.setExpirationTime(NumericDate.fromSeconds(expiry.getEpochSecond()));
        JsonWebSignature signed = new JsonWebSignature();
        signed.setPayload(claims.toJson());
        signed.setKey(key.getPrivateKey());
        signed.setKeyIdHeaderValue(keyId);
        signed.setHeader("typ", "at+jwt");
        signed.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
        return signed.getCompactSerialization();
    }

    @Test
    void aJwtThatComesAgainIsNotVerifiedAgain() throws Exception {
        String jwt = jwt(Instant.now().plusSeconds(60));

        assertThat(verifier.verify(jwt)).isSameAs(verifier.verify(jwt));
    }

    @Test
    void itIsRefusedOnceItHasExpiredAllTheSame() throws Exception {
        String jwt = jwt(Instant.now().plusSeconds(3));
        verifier.verify(jwt);

        await().untilAsserted(
                        () -> assertThatThrownBy(() -> verifier.verify(jwt)).isInstanceOf(ParseException.class));
    }

    @Test
    void oneThatDiffersInALetterIsAnother() throws Exception {
        String jwt = jwt(Instant.now().plusSeconds(60));
        verifier.verify(jwt);
        int middle = jwt.length() - 40;
        String changed = jwt.substring(0, middle) + (jwt.charAt(middle) == 'A' ? 'B' : 'A') + jwt.substring(middle + 1);

        assertThatThrownBy(() -> verifier.verify(changed)).isInstanceOf(ParseException.class);
    }

    @Test
    void anIssuerThatHangsKeepsSomeWaitingAndNobodyWhoseKeyIsKnown() throws Exception {
        Instant later = Instant.now().plusSeconds(60);
        verifier.verify(jwt(later));
        // An unknown key is asked for again only a moment after the last time.
        TimeUnit.MILLISECONDS.sleep(1100);
        hangs = true;
        List<Future<?>> waiting = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            String unknown = jwt(later, "unknown" + i);
            waiting.add(handling.submit(() -> verifier.verify(unknown)));
        }

        await().until(() -> waiting.stream().filter(Future::isDone).count() == MANY - WAITING_AT_ONCE);
        waiting.stream().filter(Future::isDone).forEach(JwtVerifierTest::assertNothingIsSaid);
        assertThat(verifier.verify(jwt(later.plusSeconds(1))).getSubject()).isEqualTo("somebody");

        hanging.countDown();
        await().until(() -> waiting.stream().allMatch(Future::isDone));
        assertThat(waiting.stream().filter(asked -> asked.exceptionNow() instanceof ParseException))
                .hasSize(WAITING_AT_ONCE);
        assertThat(fetches).hasValue(2);
    }

    @Test
    void whereKeysCannotBeFetchedNothingIsSaidHoweverOftenAsked() throws Exception {
        keys.stop(0);

        for (int i = 0; i < 2; i++) {
            String jwt = jwt(Instant.now().plusSeconds(60));
            assertThatThrownBy(() -> verifier.verify(jwt)).isInstanceOf(IssuerKeysUnavailable.class);
        }
    }

    private static void assertNothingIsSaid(Future<?> asked) {
        assertThat(asked.exceptionNow()).isInstanceOf(IssuerKeysUnavailable.class);
    }

    private static void awaitOpening(CountDownLatch latch) {
        try {
            // Bounded, should the test have ended otherwise.
            latch.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
