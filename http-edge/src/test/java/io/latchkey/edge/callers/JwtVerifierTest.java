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
import java.util.Map;
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

    private EllipticCurveJsonWebKey key;
    private HttpServer keys;
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
            return Duration.ofSeconds(5);
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
            try (exchange) {
                exchange.sendResponseHeaders(200, published.length);
                exchange.getResponseBody().write(published);
            }
        });
        keys.start();
        String address = "http://127.0.0.1:" + keys.getAddress().getPort() + "/jwks";
        verifier = new JwtVerifier(new Trust(Map.of("one", new One(ISSUER, address))));
    }

    @AfterEach
    void publishKeysNoMore() {
        keys.stop(0);
    }

    private String jwt(Instant expiry) throws JoseException {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(ISSUER);
        claims.setAudience(AUDIENCE);
        claims.setSubject("somebody");
        claims.setIssuedAtToNow();
        claims.setExpirationTime(NumericDate.fromSeconds(expiry.getEpochSecond()));
        JsonWebSignature signed = new JsonWebSignature();
        signed.setPayload(claims.toJson());
        signed.setKey(key.getPrivateKey());
        signed.setKeyIdHeaderValue("k1");
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
}
