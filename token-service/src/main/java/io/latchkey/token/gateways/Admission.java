package io.latchkey.token.gateways;

import java.util.UUID;

/** Whether a gateway lets a request through, whatever protocol it asks by. */
sealed interface Admission {
    /**
     * @param jwt to pass on in place of what the caller came with
     * @param workspace null where none was asked about
     */
    record Pass(String jwt, UUID account, String kind, UUID workspace) implements Admission {}

    /** @param challenge for {@code WWW-Authenticate} (RFC 6750 section 3) */
    record Deny(boolean authenticated, String challenge, String sentence) implements Admission {}

    Deny NO_CREDENTIAL = new Deny(false, "Bearer realm=\"latchkey\"", "This needs a token.");

    /** Unknown, expired, revoked and suspended look alike from outside. */
    Deny NO_GOOD = new Deny(false, "Bearer realm=\"latchkey\", error=\"invalid_token\"", "This token is no good.");

    Deny NOT_ENOUGH =
            new Deny(true, "Bearer realm=\"latchkey\", error=\"insufficient_scope\"", "This token may not do this.");
}
