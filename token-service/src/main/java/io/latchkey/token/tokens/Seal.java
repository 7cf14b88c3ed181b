package io.latchkey.token.tokens;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keeps values that may be shown again: AES-256-GCM, a fresh 96-bit nonce each, bound to the token's id, so that one
 * row's value cannot be passed off as another's.
 */
@ApplicationScoped
class Seal {
    private static final String TRANSFORMATION = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Map<String, SecretKey> keys = new LinkedHashMap<>();
    private final String current;
    private final SecureRandom random = new SecureRandom();

    Seal(TokenConfig config) {
        current = add("latchkey.tokens.encryption.current", config.encryption().current());
        config.encryption().retired().ifPresent(key -> add("latchkey.tokens.encryption.retired", key));
    }

    private String add(String setting, String base64) {
        byte[] key = Peppers.key(setting, base64);
        String id = Peppers.keyId(key);
        keys.put(id, new SecretKeySpec(key, "AES"));
        return id;
    }

    /** Id of the key that values are closed with. */
    String current() {
        return current;
    }

    /** @param key id of the key that opens it */
    record Sealed(String key, byte[] bytes) {}

    Sealed close(UUID token, TokenValue value) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed =
                run(Cipher.ENCRYPT_MODE, current, nonce, token, value.text().getBytes(StandardCharsets.US_ASCII));
        return new Sealed(
                current,
                ByteBuffer.allocate(NONCE_BYTES + sealed.length)
                        .put(nonce)
                        .put(sealed)
                        .array());
    }

    TokenValue open(UUID token, Sealed sealed) {
        ByteBuffer bytes = ByteBuffer.wrap(sealed.bytes());
        byte[] nonce = new byte[NONCE_BYTES];
        bytes.get(nonce);
        byte[] rest = new byte[bytes.remaining()];
        bytes.get(rest);
        return new TokenValue(
                new String(run(Cipher.DECRYPT_MODE, sealed.key(), nonce, token, rest), StandardCharsets.US_ASCII));
    }

    private byte[] run(int mode, String key, byte[] nonce, UUID token, byte[] input) {
        SecretKey secret = keys.get(key);
        if (secret == null) {
            throw new IllegalStateException("the encryption key " + key + " is not configured any more");
        }
        try {
            Cipher cipher = Cipher.getInstance(TRANSFORMATION);
            cipher.init(mode, secret, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(token.toString().getBytes(StandardCharsets.US_ASCII));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "a token's value cannot be " + (mode == Cipher.ENCRYPT_MODE ? "sealed" : "opened"), e);
        }
    }
}
