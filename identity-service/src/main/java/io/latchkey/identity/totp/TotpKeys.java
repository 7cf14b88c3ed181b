package io.latchkey.identity.totp;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Keeps secrets under AES-256-GCM, a fresh 96-bit nonce each, bound to the account they are of. */
@Startup
@ApplicationScoped
class TotpKeys {
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Map<String, SecretKey> keys = new HashMap<>();
    private final String current;
    private final SecureRandom random = new SecureRandom();

    TotpKeys(TotpConfig config) {
        current = add(config.encryption()
                .current()
                .orElseThrow(() -> new IllegalStateException("latchkey.totp.encryption.current is not set")));
        config.encryption().retired().ifPresent(this::add);
    }

    private String add(String base64) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException e) {
            // The cause could quote the key.
            throw new IllegalStateException("a latchkey.totp.encryption key is not base64");
        }
        if (key.length != KEY_BYTES) {
            throw new IllegalStateException("a latchkey.totp.encryption key is not 256 bits");
        }
        String id = id(key);
        keys.put(id, new SecretKeySpec(key, "AES"));
        return id;
    }

    private static String id(byte[] key) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key), 0, 4);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    String current() {
        return current;
    }

    byte[] close(UUID account, byte[] secret) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = run(Cipher.ENCRYPT_MODE, current, nonce, account, secret);
        return ByteBuffer.allocate(NONCE_BYTES + sealed.length)
                .put(nonce)
                .put(sealed)
                .array();
    }

    byte[] open(UUID account, String key, byte[] closed) {
        return run(
                Cipher.DECRYPT_MODE,
                key,
                Arrays.copyOf(closed, NONCE_BYTES),
                account,
                Arrays.copyOfRange(closed, NONCE_BYTES, closed.length));
    }

    private byte[] run(int mode, String key, byte[] nonce, UUID account, byte[] input) {
        SecretKey secret = keys.get(key);
        if (secret == null) {
            throw new IllegalStateException("the encryption key " + key + " is not configured any more");
        }
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, secret, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(account.toString().getBytes(StandardCharsets.US_ASCII));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a second factor's secret cannot be sealed or opened", e);
        }
    }
}
