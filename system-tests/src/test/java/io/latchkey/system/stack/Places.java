package io.latchkey.system.stack;

import io.restassured.RestAssured;

/** What a service does at once, as its metrics say. */
public final class Places {
    private static final String TAKEN = "latchkey_overload_under_way ";

    private Places() {}

    /**
     * How many requests have a place; whoever asks has none.
     *
     * @param service as in its address, such as {@code identity}
     */
    public static double taken(Stack stack, String service) {
        return RestAssured.get(stack.url(service) + "/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith(TAKEN))
                .mapToDouble(line -> Double.parseDouble(line.substring(TAKEN.length())))
                .findFirst()
                .orElseThrow();
    }
}
