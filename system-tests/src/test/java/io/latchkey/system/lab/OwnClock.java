package io.latchkey.system.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** The clock of a process that is started with it, which can be put forward and back meanwhile, by libfaketime. */
final class OwnClock {
    /** A library; empty where there is none. */
    private static final String LIBRARY = System.getProperty("libfaketime", "");

    private final Path says;

    /** @param folder for what it goes by */
    OwnClock(Path folder) {
        this.says = folder.resolve("clock");
        isAhead(Duration.ZERO);
    }

    static boolean canBeHad() {
        return !LIBRARY.isEmpty();
    }

    /** Of this machine's; below zero it is behind. Heeded within a second. */
    void isAhead(Duration offset) {
        try {
            Files.writeString(says, "%+d".formatted(offset.toSeconds()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a process needs that goes by it; how long something takes stays as it is. */
    Map<String, String> environment() {
        return Map.of(
                "LD_PRELOAD",
                LIBRARY,
                "FAKETIME_TIMESTAMP_FILE",
                says.toString(),
                "FAKETIME_CACHE_DURATION",
                "1",
                "FAKETIME_DONT_FAKE_MONOTONIC",
                "1",
                // Else a JVM takes minutes to start.
                "FAKETIME_FORCE_MONOTONIC_FIX",
                "0",
                "DONT_FAKE_MONOTONIC",
                "1");
    }
}
