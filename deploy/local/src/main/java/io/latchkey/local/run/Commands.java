package io.latchkey.local.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** How each process of the stack is started: with the JDK this one runs on. */
final class Commands {
    private static final List<String> EVERY_JVM = List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    private Commands() {}

    /** A class of this module. */
    static List<String> local(List<String> flags, Class<?> main, Object... arguments) {
        List<String> command = new ArrayList<>(EVERY_JVM);
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(Stream.of(arguments).map(String::valueOf).toList());
        return command;
    }

    /**
     * A service as its module built it, with what it has learned of its own start (an AOT cache, JEP 483 and 514) where that is
     * there: the JVM leaves alone what does not fit.
     *
     * @param records whether it is to learn that now; it writes it down when it is told to end
     */
    static List<String> service(Path home, String name, Path config, boolean records) {
        Path jar = home.resolve(name).resolve("target/quarkus-app/quarkus-run.jar");
        if (!Files.exists(jar)) {
            throw new CannotRun(name + " is not built; use make run, which builds it.");
        }
        Path cache = home.resolve(name).resolve("target/app.aot");
        List<String> command = new ArrayList<>(EVERY_JVM);
        if (records) {
            command.add("-XX:AOTCacheOutput=" + cache);
        } else if (isNewer(cache, jar)) {
            // Mapped as it is, so that processes share it.
            command.addAll(List.of(
                    "-XX:AOTCache=" + cache,
                    "-Xlog:aot*=error",
                    "-XX:+UnlockDiagnosticVMOptions",
                    "-XX:ArchiveRelocationMode=0"));
        }
        command.addAll(List.of(
                "-Xms64m",
                "-Xmx256m",
                "-XX:TrimNativeHeapInterval=10000",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dquarkus.config.locations=" + config,
                "-jar",
                jar.toString()));
        return command;
    }

    /** Than what it was learned of. */
    private static boolean isNewer(Path cache, Path jar) {
        try {
            return Files.exists(cache)
                    && Files.getLastModifiedTime(cache).compareTo(Files.getLastModifiedTime(jar)) > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
