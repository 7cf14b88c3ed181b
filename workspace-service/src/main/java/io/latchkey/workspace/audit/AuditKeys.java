package io.latchkey.workspace.audit;

import io.latchkey.edge.secrets.Key256;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The keys of the chains: HMAC-SHA-256 (RFC 2104). An entry says which. */
@Startup
@ApplicationScoped
class AuditKeys {
    private static final String HMAC = "HmacSHA256";
    private final String current;
    private final Map<String, Key256> keys = new HashMap<>();

    AuditKeys(AuditConfig config) {
        String key = config.key()
                .current()
                .orElseThrow(() -> new IllegalStateException(
                        "latchkey.audit.key.current is not set; this service cannot start without it"));
        current = add("latchkey.audit.key.current", key);
        config.key().retired().orElse(List.of()).forEach(old -> add("latchkey.audit.key.retired", old));
    }

    private String add(String setting, String base64) {
        Key256 key = Key256.of(setting, base64);
        keys.put(key.id(), key);
        return key.id();
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
            mac.init(new SecretKeySpec(keys.get(keyId).bytes(), HMAC));
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
