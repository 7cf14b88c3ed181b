package io.latchkey.token.tokens;

import io.latchkey.edge.secrets.Key256;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** From a value to what it is looked up by: HMAC-SHA-256, so that neither PostgreSQL nor Redis holds a usable secret. */
@Singleton
public class Peppers {
    private static final String ALGORITHM = "HmacSHA256";

    private final List<Pepper> peppers = new ArrayList<>();

    /** Keys are initialized once; a Mac is cheap to clone and not thread-safe. */
    private record Pepper(String id, Mac mac) {}

    /** @param pepper id of the key used */
    public record Hashed(String pepper, byte[] hmac) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Hashed that && Arrays.equals(hmac, that.hmac);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(hmac);
        }
    }

    Peppers(TokenConfig config) {
        peppers.add(pepper("latchkey.tokens.pepper.current", config.pepper().current()));
        config.pepper().retired().ifPresent(key -> peppers.add(pepper("latchkey.tokens.pepper.retired", key)));
    }

    private static Pepper pepper(String setting, String base64) {
        Key256 key = Key256.of(setting, base64);
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.bytes(), ALGORITHM));
            return new Pepper(key.id(), mac);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    /** Id of the current key. */
    String current() {
        return peppers.getFirst().id();
    }

    public Hashed hash(TokenValue value) {
        return hash(value, peppers.getFirst());
    }

    /** Whether there is a key before this one. */
    public boolean areRotated() {
        return peppers.size() > 1;
    }

    /** With the key before this one, where there is one: tokens made under it are found still. */
    public List<Hashed> retired(TokenValue value) {
        return peppers.stream().skip(1).map(pepper -> hash(value, pepper)).toList();
    }

    /** Whatever it may be looked up by. */
    public List<byte[]> all(TokenValue value) {
        return peppers.stream().map(pepper -> hash(value, pepper).hmac()).toList();
    }

    private static Hashed hash(TokenValue value, Pepper pepper) {
        try {
            Mac mac = (Mac) pepper.mac().clone();
            return new Hashed(pepper.id(), mac.doFinal(value.text().getBytes(StandardCharsets.ISO_8859_1)));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's Mac can be cloned", e);
        }
    }
}
