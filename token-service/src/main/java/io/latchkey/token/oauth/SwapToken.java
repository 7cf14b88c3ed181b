package io.latchkey.token.oauth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.latchkey.edge.callers.CallerLimits;
import io.latchkey.edge.issuing.SigningKey;
import io.latchkey.token.cache.LaterClock;
import io.latchkey.token.limits.Limits;
import io.latchkey.token.permissions.Catalogue;
import io.latchkey.token.scopes.TokenEntry;
import io.latchkey.token.tokens.TokenConfig;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;

/**
 * The JWT that services inside see in place of a token. One is given out again while most of its life is left, since
 * signing costs more than a check; every request is checked all the same before it gets one.
 */
@ApplicationScoped
public class SwapToken {
    private static final String CLIENT = "gateway";
    private static final long MOST = 100_000;

    private final SigningKey key;
    private final TokenConfig config;
    private final Catalogue catalogue;
    private final LaterClock clock;
    private final Cache<TokenEntry, String> jwtByToken;

    SwapToken(SigningKey key, TokenConfig config, Catalogue catalogue, LaterClock clock) {
        this.key = key;
        this.config = config;
        this.catalogue = catalogue;
        this.clock = clock;
        this.jwtByToken = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(config.swappedReuse())
                .build();
    }

    /** For a client of ours that acts for the holder; only ever narrower than the token itself. */
    String narrowed(TokenEntry token, Limits limits, String client) {
        return sign(token, limits, client);
    }

    Duration lifespan() {
        return config.swappedLifespan();
    }

    /** By the whole entry: a token whose version or account has changed gets a new one. */
    public String swap(TokenEntry token) {
        return jwtByToken.get(token, entry -> sign(entry, entry.limits(), CLIENT));
    }

    private String sign(TokenEntry token, Limits limits, String client) {
        JwtClaimsBuilder claims = key.claims(token.account(), client, clock.instant(), config.swappedLifespan())
                .claim("kind", token.kind().toString())
                .claim("token", token.token().toString());
        if (limits.permissions() != null) {
            claims.claim(CallerLimits.PERMISSIONS, String.join(" ", catalogue.names(limits.permissions())));
        }
        if (limits.workspaces() != null) {
            claims.claim(CallerLimits.WORKSPACES, ids(limits.workspaces()));
        }
        if (limits.devices() != null) {
            claims.claim(CallerLimits.DEVICES, ids(limits.devices()));
        }
        return key.sign(claims);
    }

    private static String ids(Set<UUID> ids) {
        return String.join(" ", ids.stream().map(UUID::toString).sorted().toList());
    }
}
