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

    static final String META = "m";

    private Keys() {}

    static String token(byte[] hmac) {
        return "t:" + Base64.getUrlEncoder().withoutPadding().encodeToString(hmac);
    }

    /** Of a token's key. */
    static byte[] hmac(String key) {
        return Base64.getUrlDecoder().decode(key.substring(2));
    }

    static String scope(UUID workspace) {
        return "w:" + ShortId.of(workspace);
    }

    static String grant(UUID device) {
        return "d:" + ShortId.of(device);
    }

    static String device(UUID device) {
        return "g:" + ShortId.of(device);
    }

    static String workspace(UUID workspace) {
        return "r:" + ShortId.of(workspace);
    }
}
