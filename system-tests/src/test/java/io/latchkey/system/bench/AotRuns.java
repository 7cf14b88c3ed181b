package io.latchkey.system.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.latchkey.system.stack.Stack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * {@code make aot}: each service lives a little, and writes down what it has loaded, linked and compiled (an AOT cache). With
 * {@code -Daot.compare=true} also how long they take to start without that, and with it.
 */
class AotRuns {
    private static final Path DATA = Path.of("target/aot").toAbsolutePath();
    private static final Path IMAGE = Path.of("../deploy/images/jvm.Dockerfile");
    private static final boolean COMPARE = Boolean.getBoolean("aot.compare");

    @Test
    void servicesLearnHowTheyStart() throws Exception {
        List<Path> caches = List.of(cache("identity-service"), cache("workspace-service"), cache("token-service"));
        for (Path cache : caches) {
            Files.deleteIfExists(cache);
        }
        Map<String, Double> without = COMPARE ? startSeconds() : Map.of();
        Stack.forget(DATA);
        try (Stack learning = Stack.start(DATA, Stack.freePortBase(), Map.of("LATCHKEY_AOT", "record"))) {
            new Subject(learning);
        }
        assertThat(caches).allSatisfy(cache -> assertThat(cache).isNotEmptyFile());
        for (Path cache : caches) {
            assertFitsTheImage(cache);
        }
        if (!COMPARE) {
            return;
        }
        Map<String, Double> with = startSeconds();
        System.out.printf("%-20s %12s %12s%n", "start, seconds", "without", "with");
        without.forEach(
                (service, seconds) -> System.out.printf("%-20s %12.1f %12.1f%n", service, seconds, with.get(service)));
    }

    /** With the image's flags, in the smallest container that it is meant for: the JVM ends where a cache does not fit its heap. */
    private static void assertFitsTheImage(Path cache) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        Matcher flags = Pattern.compile("\"(-[X-][^\"]+)\"").matcher(Files.readString(IMAGE));
        while (flags.find()) {
            command.add(flags.group(1).replace("app.aot", cache.toString()));
        }
        String jar = cache.resolveSibling("quarkus-app/quarkus-run.jar").toString();
        command.addAll(List.of("-XX:MaxRAM=256m", "-XX:AOTMode=on", "-cp", jar, "-version"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    private static Path cache(String service) {
        return Path.of("..", service, "target", "app.aot");
    }

    private static Map<String, Double> startSeconds() throws Exception {
        Stack.forget(DATA);
        try (Stack first = Stack.start(DATA, Stack.freePortBase(), Map.of())) {
            return new Footprint(first).startSeconds();
        }
    }
}
