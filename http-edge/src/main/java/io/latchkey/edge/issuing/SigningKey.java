package io.latchkey.edge.issuing;

import io.latchkey.edge.callers.TrustedIssuers;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/** The key a service signs its JWTs with (RFC 9068, ES256), and the public half that verifies them. */
@ApplicationScoped
public class SigningKey {
    private final String issuer;
    private final String audience;
    private final PublicJsonWebKey key;
    private final List<PublicJsonWebKey> others;

    public SigningKey(SigningConfig config, TrustedIssuers trust) {
        this.issuer = config.issuer().orElseThrow(() -> missing("latchkey.signing.issuer"));
        this.audience = trust.audience();
        this.key = signing(config.jwk().orElseThrow(() -> missing("latchkey.signing.jwk")));
        this.others = config.published().orElse(List.of()).stream()
                .map(SigningKey::parse)
                .toList();
    }

    private static IllegalStateException missing(String setting) {
        return new IllegalStateException(setting + " is not set; this service cannot start without it");
    }

    private static PublicJsonWebKey signing(String jwk) {
        PublicJsonWebKey key = parse(jwk);
        if (key.getPrivateKey() == null) {
            throw new IllegalStateException("latchkey.signing.jwk must be a private key");
        }
        return key;
    }

    private static PublicJsonWebKey parse(String jwk) {
        try {
            PublicJsonWebKey key = PublicJsonWebKey.Factory.newPublicJwk(jwk);
            if (key instanceof EllipticCurveJsonWebKey ec
                    && "P-256".equals(ec.getCurveName())
                    && key.getKeyId() != null) {
                return key;
            }
        } catch (JoseException e) {
            // The cause could quote the key.
            throw new IllegalStateException("a key of latchkey.signing is not a JWK");
        }
        throw new IllegalStateException("a key of latchkey.signing must be EC P-256 with a kid");
    }

    /** A builder with everything that RFC 9068 section 2.2 asks for; add claims, then {@link #sign}. */
    public JwtClaimsBuilder claims(UUID account, String clientId, Instant now, Duration lifespan) {
        return Jwt.issuer(issuer)
                .subject(account.toString())
                .audience(audience)
                .claim("client_id", clientId)
                .claim("jti", UUID.randomUUID().toString())
                .issuedAt(now)
                .expiresAt(now.plus(lifespan));
    }

    public String sign(JwtClaimsBuilder claims) {
        return claims.jws()
                .algorithm(SignatureAlgorithm.ES256)
                .keyId(key.getKeyId())
                .header("typ", "at+jwt")
                .sign(key.getPrivateKey());
    }

    /** The JWK set to publish (RFC 7517 section 5), the key that signs first; public halves only. */
    public Map<String, Object> publicKeys() {
        return Map.of(
                "keys",
                Stream.concat(Stream.of(key), others.stream())
                        .map(SigningKey::publicHalf)
                        .toList());
    }

    private static Map<String, Object> publicHalf(PublicJsonWebKey key) {
        Map<String, Object> jwk = key.toParams(OutputControlLevel.PUBLIC_ONLY);
        jwk.put("use", "sig");
        jwk.put("alg", "ES256");
        return jwk;
    }
}
