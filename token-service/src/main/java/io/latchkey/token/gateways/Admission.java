package io.latchkey.token.gateways;

import io.latchkey.edge.problems.Reason;
import java.util.UUID;

/** Whether a gateway lets a request through, whatever protocol it asks by. */
sealed interface Admission {
    /**
     * @param jwt to pass on in place of what the caller came with
     * @param workspace null where none was asked about
     */
    record Pass(String jwt, UUID account, String kind, UUID workspace) implements Admission {}

    /**
     * @param reason NOT_AUTHENTICATED, or NOT_ALLOWED where the token is good though not enough
     * @param challenge for {@code WWW-Authenticate}
     */
    record Deny(Reason reason, String challenge, String sentence) implements Admission {}
}
