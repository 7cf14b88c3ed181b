package io.latchkey.edge.requests;

import io.latchkey.edge.problems.Refused;

/** The header {@code Idempotency-Key} (draft-ietf-httpapi-idempotency-key-header). */
public final class IdempotencyKey {
    public static final String HEADER = "Idempotency-Key";
    private static final int LONGEST = 255;

    private IdempotencyKey() {}

    /** @throws Refused where it is none that can be kept */
    public static String checked(String key) {
        boolean plain = !key.isEmpty() && key.length() <= LONGEST && key.chars().allMatch(c -> c >= ' ' && c < 127);
        if (!plain) {
            throw Refused.field(HEADER, "must be 1 to 255 printable ASCII characters");
        }
        return key;
    }
}
