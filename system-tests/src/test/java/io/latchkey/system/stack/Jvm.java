package io.latchkey.system.stack;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The JDK that tests run on, with the flags of every JVM of the local stack, which {@code make aot} has learned with. */
public final class Jvm {
    private static final List<String> EVERY = List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    private Jvm() {}

    /** To be added to. */
    public static List<String> command(String... more) {
        List<String> command = new ArrayList<>(EVERY);
        command.addAll(Arrays.asList(more));
        return command;
    }
}
