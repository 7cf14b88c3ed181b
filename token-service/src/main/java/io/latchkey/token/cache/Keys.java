package io.latchkey.token.cache;

import io.latchkey.token.scopes.ShortId;
import java.util.Base64;
import java.util.UUID;

/** Names in Redis; see the scopes package for what stands under them. */
final class Keys {
    static final String EPOCH = "epoch";
    /**
     * Of the contents; unlike the epoch it does not expire, so a restarted service knows an intact cache again. Of the same
     * slot as the epoch in a Redis Cluster.
     */
    static final String GENERATION = "{epoch}generation";
    /** Where versions of before look for it: else they and this one fill Redis in turn while one replaces the other. */
    static final String FORMER_GENERATION = "generation";

    static final String META = "m";
    /** What keys begin with, by what stands under them. */
    static final String TOKENS = "t:";

    static final String WORKSPACES = "r:";
    static final String DEVICES = "g:";

    private Keys() {}

    static String token(byte[] hmac) {
        return TOKENS + Base64.getUrlEncoder().withoutPadding().encodeToString(hmac);
    }

    /** Of a token's key. */
    static byte[] hmac(String key) {
        return Base64.getUrlDecoder().decode(key.substring(TOKENS.length()));
    }

    static String scope(UUID workspace) {
        return "w:" + ShortId.of(workspace);
    }

    static String grant(UUID device) {
        return "d:" + ShortId.of(device);
    }

    static String device(UUID device) {
        return DEVICES + ShortId.of(device);
    }

    static String workspace(UUID workspace) {
        return WORKSPACES + ShortId.of(workspace);
    }
}
