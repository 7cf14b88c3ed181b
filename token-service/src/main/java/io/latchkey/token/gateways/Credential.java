package io.latchkey.token.gateways;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * What a caller presents in {@code Authorization}: {@code Token …}, {@code Bearer …} (RFC 6750 section 2.1), or
 * {@code Basic …} with the token as user name and password, as MQTT clients do. Never from a URL.
 */
final class Credential {
    private Credential() {}

    /** The token or JWT; empty where there is none of these. */
    static Optional<String> of(String authorization) {
        if (authorization == null) {
            return Optional.empty();
        }
        int space = authorization.indexOf(' ');
        if (space < 0) {
            return Optional.empty();
        }
        String scheme = authorization.substring(0, space);
        String rest = authorization.substring(space + 1).strip();
        if (scheme.equalsIgnoreCase("Bearer") || scheme.equalsIgnoreCase("Token")) {
            return Optional.of(rest);
        }
        return scheme.equalsIgnoreCase("Basic") ? userName(rest) : Optional.empty();
    }

    private static Optional<String> userName(String base64) {
        try {
            String pair = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            String user = colon < 0 ? pair : pair.substring(0, colon);
            String password = colon < 0 ? "" : pair.substring(colon + 1);
            return user.equals(password) ? Optional.of(user) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
