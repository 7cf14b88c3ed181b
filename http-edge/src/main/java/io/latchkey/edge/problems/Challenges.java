package io.latchkey.edge.problems;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What {@code WWW-Authenticate} says with a 401 or 403 (RFC 6750 section 3). Where the public address is known a
 * challenge names the metadata that tells how to get in (RFC 9728 section 5.1).
 */
@ApplicationScoped
public class Challenges {
    /** For a program whose own credential is missing or wrong (RFC 7617). */
    public static final String CLIENT = "Basic realm=\"latchkey\"";

    public static final String METADATA_PATH = "/.well-known/oauth-protected-resource";

    private final String bearer;

    public Challenges(@ConfigProperty(name = "latchkey.public-url") Optional<URI> publicUrl) {
        this.bearer = "Bearer realm=\"latchkey\""
                + publicUrl
                        .map(url -> ", resource_metadata=\"" + url.resolve(METADATA_PATH) + "\"")
                        .orElse("");
    }

    /** Nothing was presented, so no error is named. */
    public String missing() {
        return bearer;
    }

    /** Expired, revoked, malformed, unknown: all alike from outside. */
    public String invalidToken() {
        return error("invalid_token");
    }

    public String insufficientScope() {
        return error("insufficient_scope");
    }

    /** RFC 9470 section 3: the client learns that logging in again will help. */
    public String freshLogin() {
        return error("insufficient_user_authentication");
    }

    private String error(String code) {
        return bearer + ", error=\"" + code + "\"";
    }
}
