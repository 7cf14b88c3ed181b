package io.latchkey.edge.secrets;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keeps secrets that must be had back: AES-256-GCM, a fresh 96-bit nonce each, bound to the id of what they are of, so
 * that one row's secret cannot be passed off as another's.
 */
public final class Sealing {
    private static final String TRANSFORMATION = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Map<String, SecretKeySpec> keys = new HashMap<>();
    private final String current;
    private final SecureRandom random = new SecureRandom();

    /** @param retired opens what was sealed with it */
    public Sealing(Key256 current, Key256... retired) {
        this.current = current.id();
        add(current);
        Arrays.stream(retired).forEach(this::add);
    }

    private void add(Key256 key) {
        keys.put(key.id(), new SecretKeySpec(key.bytes(), "AES"));
    }

    /** Id of the key that secrets are sealed with. */
    public String current() {
        return current;
    }

    /** @param key id of the key that opens it */
    public record Sealed(String key, byte[] bytes) {}

    public Sealed close(UUID of, byte[] secret) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = run(Cipher.ENCRYPT_MODE, current, nonce, of, secret);
        return new Sealed(
                current,
                ByteBuffer.allocate(NONCE_BYTES + sealed.length)
                        .put(nonce)
                        .put(sealed)
                        .array());
    }

    public byte[] open(UUID of, Sealed sealed) {
        byte[] bytes = sealed.bytes();
        return run(
                Cipher.DECRYPT_MODE,
                sealed.key(),
                Arrays.copyOf(bytes, NONCE_BYTES),
                of,
                Arrays.copyOfRange(bytes, NONCE_BYTES, bytes.length));
    }

    private byte[] run(int mode, String key, byte[] nonce, UUID of, byte[] input) {
        SecretKeySpec secret = keys.get(key);
        if (secret == null) {
            throw new IllegalStateException("the encryption key " + key + " is not configured any more");
        }
        try {
            Cipher cipher = Cipher.getInstance(TRANSFORMATION);
            cipher.init(mode, secret, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(of.toString().getBytes(StandardCharsets.US_ASCII));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "a secret cannot be " + (mode == Cipher.ENCRYPT_MODE ? "sealed" : "opened"), e);
        }
    }
}
