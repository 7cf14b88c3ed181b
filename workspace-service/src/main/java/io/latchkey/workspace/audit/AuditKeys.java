package io.latchkey.workspace.audit;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The keys of the chains: HMAC-SHA-256 (RFC 2104). An entry says which by the first letters of the key's digest. */
@Startup
@ApplicationScoped
class AuditKeys {
    private static final String HMAC = "HmacSHA256";
    private static final int SHORTEST = 32;
    private static final int ID_LETTERS = 8;

    private final String current;
    private final Map<String, byte[]> keys = new LinkedHashMap<>();

    AuditKeys(AuditConfig config) {
        current = add(config.key()
                .current()
                .orElseThrow(() -> new IllegalStateException("latchkey.audit.key.current is not set")));
        config.key().retired().orElse(List.of()).forEach(this::add);
    }

    private String add(String base64) {
        try {
            byte[] key = Base64.getDecoder().decode(base64.strip());
            if (key.length < SHORTEST) {
                throw new IllegalStateException("a latchkey.audit.key is shorter than 32 bytes");
            }
            String id = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(key))
                    .substring(0, ID_LETTERS);
            keys.put(id, key);
            return id;
        } catch (IllegalArgumentException e) {
            // The cause could quote the key.
            throw new IllegalStateException("a latchkey.audit.key is not Base64");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    String current() {
        return current;
    }

    boolean knows(String id) {
        return keys.containsKey(id);
    }

    /** Over the parts with their lengths, so that no two lists of parts are the same bytes. */
    byte[] mac(String keyId, List<byte[]> parts) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(keys.get(keyId), HMAC));
            for (byte[] part : parts) {
                mac.update(ByteBuffer.allocate(Integer.BYTES)
                        .putInt(part == null ? -1 : part.length)
                        .array());
                mac.update(part == null ? new byte[0] : part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
        }
    }

    static byte[] bytes(Object value) {
        return value == null ? null : value.toString().getBytes(StandardCharsets.UTF_8);
    }
}
