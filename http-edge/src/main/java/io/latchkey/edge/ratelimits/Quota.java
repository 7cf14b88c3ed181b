package io.latchkey.edge.ratelimits;

import java.time.Duration;

/**
 * What is left of a quota.
 *
 * @param name of the policy
 * @param reset until all of it is there again
 * @param pause until the next request may come; zero where this one may
 */
record Quota(String name, int quota, Duration window, long remaining, Duration reset, Duration pause) {
    boolean isExceeded() {
        return !pause.isZero();
    }

    /** Fields of draft-ietf-httpapi-ratelimit-headers-10, sections 3 and 4. */
    String policy() {
        return "\"%s\";q=%d;w=%d".formatted(name, quota, window.toSeconds());
    }

    String state() {
        return "\"%s\";r=%d;t=%d".formatted(name, remaining, seconds(reset));
    }

    /** Rounded up: whoever waits that long is let in. */
    static long seconds(Duration duration) {
        return (duration.toMillis() + 999) / 1000;
    }
}
