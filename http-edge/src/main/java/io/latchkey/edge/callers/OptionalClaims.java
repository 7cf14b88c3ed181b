package io.latchkey.edge.callers;

import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Claims that a JWT may come without. Asked for one that is none of the standard's, {@link JsonWebToken} makes an exception
 * with its stack trace and catches it, whether or not the claim is there; so it is not asked where it is not.
 */
public final class OptionalClaims {
    private OptionalClaims() {}

    /** Null where it is not there, and for somebody who came without a JWT. */
    public static String text(JsonWebToken jwt, String claim) {
        Set<String> there = jwt.getClaimNames();
        return there == null || !there.contains(claim) ? null : jwt.getClaim(claim);
    }
}
