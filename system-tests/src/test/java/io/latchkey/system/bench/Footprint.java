package io.latchkey.system.bench;

import io.latchkey.system.stack.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
                    residentMiB(stack.process(service).orElseThrow()));
        }
    }

    void startUp(BenchReport report) throws IOException {
        for (String service : SERVICES) {
            Matcher started = STARTED.matcher(Files.readString(stack.data().resolve("logs/" + service + ".log")));
            if (started.find()) {
                report.figure("startSeconds." + service, Double.parseDouble(started.group(1)));
            }
        }
    }

    private static double residentMiB(ProcessHandle process) throws IOException {
        return Files.readAllLines(Path.of("/proc", String.valueOf(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }
}
