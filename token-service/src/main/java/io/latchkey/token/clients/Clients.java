package io.latchkey.token.clients;

import io.latchkey.token.clients.ClientsConfig.May;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The programs that may ask about tokens: client id and secret, as HTTP Basic (RFC 6749 section 2.3.1). */
@ApplicationScoped
public class Clients {
    private static final String BASIC = "basic ";
    private static final int SHORTEST_SECRET = 16;

    private final Map<String, Known> known = new HashMap<>();

    private record Known(String id, byte[] secretHash, Set<May> may) {}

    Clients(ClientsConfig config) {
        config.clients().forEach((id, client) -> {
            if (client.secret().length() < SHORTEST_SECRET) {
                throw new IllegalStateException(
                        "latchkey.clients." + id + ".secret is shorter than " + SHORTEST_SECRET + " characters");
            }
            known.put(id, new Known(id, sha256(client.secret()), client.may()));
        });
    }

    public enum Answer {
        YES,
        /** The credential is missing or wrong. */
        UNKNOWN,
        /** The client is known and may not do this. */
        NOT_ALLOWED
    }

    public Answer mayCheck(String credential) {
        return may(credential, May.CHECK);
    }

    public Answer mayIntrospect(String credential) {
        return may(credential, May.INTROSPECT);
    }

    public Answer mayRevoke(String credential) {
        return may(credential, May.REVOKE);
    }

    public Answer mayExchange(String credential) {
        return may(credential, May.EXCHANGE);
    }

    public Answer mayForwardAuth(String credential) {
        return may(credential, May.FORWARD_AUTH);
    }

    /** Of a client that was admitted. */
    public String idOf(String credential) {
        return find(credential).id();
    }

    private Answer may(String credential, May what) {
        Known client = find(credential);
        if (client == null) {
            return Answer.UNKNOWN;
        }
        return client.may().contains(what) ? Answer.YES : Answer.NOT_ALLOWED;
    }

    private Known find(String credential) {
        if (credential == null || !credential.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return null;
        }
        String pair;
        try {
            pair = new String(
                    Base64.getDecoder()
                            .decode(credential.substring(BASIC.length()).strip()),
                    StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return null;
        }
        int colon = pair.indexOf(':');
        Known client = colon < 0 ? null : known.get(pair.substring(0, colon));
        // Hashes are compared, so that neither the secret's length nor its letters show in the time taken.
        return client != null && MessageDigest.isEqual(client.secretHash(), sha256(pair.substring(colon + 1)))
                ? client
                : null;
    }

    private static byte[] sha256(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
