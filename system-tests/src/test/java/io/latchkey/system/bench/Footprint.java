package io.latchkey.system.bench;

import io.latchkey.system.stack.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the services take of memory, and how long they took to start beside one another. */
final class Footprint {
    private static final List<String> SERVICES = List.of("identity-service", "workspace-service", "token-service");
    private static final Pattern STARTED = Pattern.compile("started in ([0-9.]+)s");

    private final Stack stack;

    Footprint(Stack stack) {
        this.stack = stack;
    }

    /** @param when a part of the figures' names */
    void memory(BenchReport report, String when) throws IOException {
        for (String service : SERVICES) {
            report.figure(
                    "rssMiB." + when + "." + service,
                    new Taken(stack.process(service).orElseThrow()).residentMiB());
        }
    }

    void startUp(BenchReport report) throws IOException {
        startSeconds().forEach((service, seconds) -> report.figure("startSeconds." + service, seconds));
    }

    /** As each service has logged it, beside the others. */
    Map<String, Double> startSeconds() throws IOException {
        Map<String, Double> started = new LinkedHashMap<>();
        for (String service : SERVICES) {
            Matcher said = STARTED.matcher(Files.readString(stack.data().resolve("logs/" + service + ".log")));
            if (said.find()) {
                started.put(service, Double.parseDouble(said.group(1)));
            }
        }
        return started;
    }
}
