package io.latchkey.local.tests;

import com.sun.net.httpserver.HttpServer;
import io.latchkey.local.servers.Keys;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;

/** Stands in for identity-service in a component test: signs JWTs, and serves the key that verifies them. */
public final class TestIssuer implements AutoCloseable {
    private static final String NAME = "https://identity.latchkey";
    private static TestIssuer running;

    private final EllipticCurveJsonWebKey key = Keys.signingKey();
    private final HttpServer server;

    private TestIssuer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] keys =
                new JsonWebKeySet(key).toJson(OutputControlLevel.PUBLIC_ONLY).getBytes(StandardCharsets.UTF_8);
        server.createContext("/jwks", exchange -> {
            exchange.sendResponseHeaders(200, keys.length);
            exchange.getResponseBody().write(keys);
            exchange.close();
        });
        server.start();
    }

    static TestIssuer start() throws IOException {
        running = new TestIssuer();
        return running;
    }

    String jwks() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/jwks";
    }

    /** The JWT of a person who has just logged in. */
    public static String session(UUID account) {
        return session(account, Duration.ZERO);
    }

    public static String session(UUID account, Duration sinceLogIn) {
        long loggedIn = NumericDate.now().getValue() - sinceLogIn.toSeconds();
        return sign(account, Map.of("kind", "user", "sid", UUID.randomUUID().toString(), "auth_time", loggedIn));
    }

    public static String sessionOf(UUID account, UUID session) {
        return sign(
                account,
                Map.of(
                        "kind",
                        "user",
                        "sid",
                        session.toString(),
                        "auth_time",
                        NumericDate.now().getValue()));
    }

    /** A session's JWT with some of its claims or header parameters replaced. */
    public static String forged(UUID account, Map<String, Object> headers, Map<String, Object> claims) {
        return sign(account, headers, claims);
    }

    /** The JWT that a gateway gets for an API token. */
    public static String swapped(UUID account, String kind) {
        return sign(account, Map.of("kind", kind, "token", UUID.randomUUID().toString()));
    }

    private static String sign(UUID account, Map<String, Object> more) {
        return sign(account, Map.of(), more);
    }

    /** With this issuer's key id, and signed by somebody else's key, which stands in the header too. */
    public static String bringingItsOwnKey(UUID account) {
        EllipticCurveJsonWebKey own = Keys.signingKey();
        return sign(
                account,
                Map.of("jwk", own.toParams(OutputControlLevel.PUBLIC_ONLY)),
                Map.of(),
                AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256,
                own.getPrivateKey());
    }

    /** Key confusion: the public key, which everybody has, taken for a shared secret. */
    public static String hmacUnderThePublicKey(UUID account) {
        return sign(
                account,
                Map.of(),
                Map.of(),
                AlgorithmIdentifiers.HMAC_SHA256,
                new HmacKey(running.key.getECPublicKey().getEncoded()));
    }

    private static String sign(UUID account, Map<String, Object> headers, Map<String, Object> more) {
        return sign(
                account,
                headers,
                more,
                AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256,
                running.key.getPrivateKey());
    }

    private static String sign(
            UUID account, Map<String, Object> headers, Map<String, Object> more, String algorithm, Key key) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(NAME);
        claims.setAudience("latchkey");
        claims.setSubject(account.toString());
        claims.setIssuedAtToNow();
        claims.setExpirationTimeMinutesInTheFuture(10);
        claims.setGeneratedJwtId();
        more.forEach(claims::setClaim);
        JsonWebSignature jws = new JsonWebSignature();
        jws.setPayload(claims.toJson());
        jws.setKey(key);
        jws.setKeyIdHeaderValue(running.key.getKeyId());
        jws.setAlgorithmHeaderValue(algorithm);
        jws.setHeader("typ", "at+jwt");
        headers.forEach(jws::setHeader);
        try {
            return jws.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
