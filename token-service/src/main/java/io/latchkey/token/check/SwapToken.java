package io.latchkey.token.check;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.latchkey.edge.issuing.SigningKey;
import io.latchkey.token.scopes.TokenEntry;
import io.latchkey.token.tokens.TokenConfig;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * The JWT that services inside see in place of a token. One is given out again while most of its life is left, since
 * signing costs more than a check; every request is checked all the same before it gets one.
 */
@ApplicationScoped
class SwapToken {
    private static final String CLIENT = "gateway";
    private static final long MOST = 100_000;

    private final SigningKey key;
    private final TokenConfig config;
    private final Cache<TokenEntry, String> jwtByToken;

    SwapToken(SigningKey key, TokenConfig config) {
        this.key = key;
        this.config = config;
        this.jwtByToken = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(config.swappedReuse())
                .build();
    }

    /** By the whole entry: a token whose version or account has changed gets a new one. */
    String swap(TokenEntry token) {
        return jwtByToken.get(token, this::sign);
    }

    private String sign(TokenEntry token) {
        return key.sign(key.claims(token.account(), CLIENT, config.swappedLifespan())
                .claim("kind", token.kind().toString())
                .claim("token", token.token().toString()));
    }
}
