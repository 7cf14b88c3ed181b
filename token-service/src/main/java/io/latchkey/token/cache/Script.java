package io.latchkey.token.cache;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A script of one key that Redis runs; named by its hash, it need not be sent and hashed each time once Redis has had it. */
record Script(String text, String hash) {
    static Script of(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
            return new Script(text, HexFormat.of().formatHex(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }

    /** @param named for a Redis that has had it; else it answers NOSCRIPT */
    Request on(String key, boolean named) {
        return Request.cmd(named ? Command.EVALSHA : Command.EVAL)
                .arg(named ? hash : text)
                .arg(1)
                .arg(key);
    }
}
