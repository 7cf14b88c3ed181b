package io.latchkey.edge.callers;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.vertx.http.HttpServerStart;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.inject.Alternative;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jose4j.http.Get;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;

/**
 * Verifies a JWT of any trusted issuer: RFC 9068 (typ {@code at+jwt}, aud, iss, exp, sub), ES256 only. smallrye-jwt
 * knows one issuer; this gives it two, each with keys of its own, so that identity-service cannot speak as
 * token-service or the reverse.
 */
@Alternative
@Priority(1)
@ApplicationScoped
public class JwtVerifier extends JWTCallerPrincipalFactory {
    private static final Logger LOG = Logger.getLogger(JwtVerifier.class);
    private static final String TYPE = "at+jwt";
    /** How long a JWT is believed without another look at its signature, which costs more than most of what is asked with it. */
    private static final Duration BELIEVED = Duration.ofSeconds(30);

    private static final int MOST = 10_000;

    private final List<IssuerKeys> keys = new ArrayList<>();
    private final Map<String, JwtConsumer> byIssuer;
    private final Duration clockSkew;
    private final Cache<String, JwtClaims> verified =
            Caffeine.newBuilder().expireAfterWrite(BELIEVED).maximumSize(MOST).build();
    private final JwtConsumer unverified = new JwtConsumerBuilder()
            .setSkipAllValidators()
            .setSkipSignatureVerification()
            .setDisableRequireSignature()
            .build();

    public JwtVerifier(TrustedIssuers trust) {
        clockSkew = trust.clockSkew();
        byIssuer = trust.issuers().values().stream()
                .collect(Collectors.toUnmodifiableMap(TrustedIssuers.Issuer::name, issuer -> consumer(issuer, trust)));
    }

    private JwtConsumer consumer(TrustedIssuers.Issuer issuer, TrustedIssuers trust) {
        Get http = new Get();
        http.setConnectTimeout((int) trust.timeout().toMillis());
        http.setReadTimeout((int) trust.timeout().toMillis());
        http.setRetries(0);
        IssuerKeys issuerKeys = new IssuerKeys(issuer.jwks(), http, trust.keysLifespan());
        keys.add(issuerKeys);
        return new JwtConsumerBuilder()
                .setVerificationKeyResolver(issuerKeys)
                .setJwsAlgorithmConstraints(new AlgorithmConstraints(
                        ConstraintType.PERMIT, AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256))
                .setExpectedType(true, TYPE)
                .setExpectedIssuer(true, issuer.name())
                .setExpectedAudience(true, trust.audience())
                .setRequireExpirationTime()
                .setRequireIssuedAt()
                .setRequireSubject()
                .setAllowedClockSkewInSeconds((int) trust.clockSkew().toSeconds())
                .build();
    }

    /** So that whoever comes first, or all at once, need not wait: the keys of others, and of this service once it answers. */
    void fetchKeys(@ObservesAsync HttpServerStart answering) {
        for (IssuerKeys issuerKeys : keys) {
            try {
                issuerKeys.fetch();
            } catch (IOException e) {
                LOG.debugf("the keys of an issuer are fetched with the first JWT of it: %s", e.getMessage());
            }
        }
    }

    @Override
    public JWTCallerPrincipal parse(String token, JWTAuthContextInfo unused) throws ParseException {
        return new DefaultJWTCallerPrincipal(token, TYPE, verify(token));
    }

    /**
     * @return the claims of a JWT that holds in every respect
     * @throws ParseException where it does not
     * @throws IssuerKeysUnavailable where that cannot be said
     */
    public JwtClaims verify(String token) throws ParseException {
        JwtClaims known = verified.getIfPresent(token);
        if (known != null && !hasExpired(known)) {
            return known;
        }
        JwtClaims claims = verifyAnew(token);
        verified.put(token, claims);
        return claims;
    }

    private boolean hasExpired(JwtClaims claims) {
        try {
            return !Instant.now()
                    .minus(clockSkew)
                    .isBefore(Instant.ofEpochSecond(claims.getExpirationTime().getValue()));
        } catch (MalformedClaimException e) {
            throw new IllegalStateException("it was verified", e);
        }
    }

    private JwtClaims verifyAnew(String token) throws ParseException {
        try {
            // The unverified issuer only chooses whose keys must verify the whole.
            JwtConsumer consumer = byIssuer.get(
                    String.valueOf(unverified.processToClaims(token).getIssuer()));
            if (consumer == null) {
                throw new ParseException("unknown issuer");
            }
            return consumer.processToClaims(token);
        } catch (InvalidJwtException | MalformedClaimException e) {
            IssuerKeys.rethrowIfUnreachable(e);
            throw new ParseException("not a valid JWT", e);
        }
    }
}
