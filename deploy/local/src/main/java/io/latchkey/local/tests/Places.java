package io.latchkey.local.tests;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;

/** What a service does at once and says of it in its metrics. */
public final class Places {
    private static final String TAKEN = "latchkey_overload_under_way ";

    private Places() {}

    /** How many requests have a place; whoever asks has none. */
    public static double taken(URI service) {
        try (InputStream metrics = service.resolve("/metrics").toURL().openStream()) {
            return new String(metrics.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> line.startsWith(TAKEN))
                    .mapToDouble(line -> Double.parseDouble(line.substring(TAKEN.length())))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
