package io.latchkey.token.clients;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.latchkey.edge.callers.IssuerKeys;
import io.latchkey.edge.callers.IssuerKeysUnavailable;
import io.latchkey.edge.problems.Refused;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;

/**
 * Projected service-account tokens of the Kubernetes cluster, verified by the cluster's JWK set: callers then need no
 * secret. A token that held once is believed for up to a minute without verifying it again, never past its expiry.
 */
@Singleton
class ServiceAccounts {
    private static final Pattern NAMESPACE_AND_NAME = Pattern.compile("([a-z0-9-]+)/([a-z0-9.-]+)");
    private static final Duration BELIEVED = Duration.ofMinutes(1);
    private static final int MOST = 10_000;
    private static final int CLOCK_SKEW_SECONDS = 10;

    private final JwtConsumer consumer;
    private final Vertx vertx;
    private final Clock clock;
    private final Cache<String, Verified> verifiedByJwt =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(BELIEVED).build();

    private record Verified(String subject, Instant expires) {}

    ServiceAccounts(ServiceAccountsConfig config, Vertx vertx, Clock clock) {
        this.vertx = vertx;
        this.clock = clock;
        this.consumer = config.issuer().isEmpty() || config.jwks().isEmpty() ? null : consumer(config);
    }

    private static JwtConsumer consumer(ServiceAccountsConfig config) {
        return new JwtConsumerBuilder()
                .setVerificationKeyResolver(
                        new IssuerKeys(config.jwks().orElseThrow(), new ClusterKeys(config), config.keysLifespan()))
                .setJwsAlgorithmConstraints(new AlgorithmConstraints(
                        ConstraintType.PERMIT,
                        AlgorithmIdentifiers.RSA_USING_SHA256,
                        AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256))
                .setExpectedIssuer(true, config.issuer().orElseThrow())
                .setExpectedAudience(true, config.audience())
                .setRequireExpirationTime()
                .setRequireSubject()
                .setAllowedClockSkewInSeconds(CLOCK_SKEW_SECONDS)
                .build();
    }

    boolean areTrusted() {
        return consumer != null;
    }

    /** @param account as {@code namespace/name} */
    static String subject(String account) {
        var parts = NAMESPACE_AND_NAME.matcher(account);
        if (!parts.matches()) {
            throw new IllegalStateException("the service account " + account + " is not namespace/name");
        }
        return "system:serviceaccount:" + parts.group(1) + ":" + parts.group(2);
    }

    /** Empty where it does not hold; fails where the keys cannot be had. */
    Future<Optional<String>> subjectOf(String jwt) {
        Verified verified = verifiedByJwt.getIfPresent(jwt);
        if (verified != null && clock.instant().isBefore(verified.expires())) {
            return Future.succeededFuture(Optional.of(verified.subject()));
        }
        // Off the event loop: verifying may have to fetch the keys.
        return vertx.executeBlocking(() -> verify(jwt), false);
    }

    private Optional<String> verify(String jwt) {
        try {
            JwtClaims claims = consumer.processToClaims(jwt);
            Verified verified = new Verified(
                    claims.getSubject(),
                    Instant.ofEpochSecond(claims.getExpirationTime().getValue()));
            verifiedByJwt.put(jwt, verified);
            return Optional.of(verified.subject());
        } catch (InvalidJwtException | MalformedClaimException e) {
            try {
                IssuerKeys.rethrowIfUnreachable(e);
            } catch (IssuerKeysUnavailable unreachable) {
                throw Refused.unavailable("The keys that verify service accounts cannot be fetched.", e);
            }
            return Optional.empty();
        }
    }
}
