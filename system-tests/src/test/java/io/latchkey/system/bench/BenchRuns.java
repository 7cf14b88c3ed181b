package io.latchkey.system.bench;

import io.latchkey.system.stack.Stack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * {@code make bench}: what the product costs, beside references in the same run. Not part of {@code make test}, since no
 * test fails on time.
 */
class BenchRuns {
    private static final Path TARGET = Path.of("target").toAbsolutePath();
    /** Some of checks, propagation, role, log-ins, scale, soak; all but the last, which takes 20 minutes, where it is not set. */
    private static final Set<String> ONLY = Set.of(
            System.getProperty("bench", "checks,propagation,role,log-ins,scale").split(","));

    @Test
    void measures() throws Exception {
        Path data = TARGET.resolve("bench");
        Stack.forget(data);
        Path config = Files.createDirectories(TARGET.resolve("bench-config"));
        List<String> unlimited =
                List.of("latchkey.rate-limits.per-account=10000000", "latchkey.rate-limits.per-source=10000000");
        for (String service : List.of("identity-service", "workspace-service", "token-service")) {
            Files.write(config.resolve(service + ".properties"), unlimited);
        }
        BenchReport report = new BenchReport();
        try (Stack stack = Stack.start(data, Stack.freePortBase(), config)) {
            Footprint footprint = new Footprint(stack);
            footprint.startUp(report);
            footprint.memory(report, "idle");
            Subject subject = new Subject(stack);
            if (ONLY.contains("checks")) {
                new CheckBench(subject, data, Keycloak.in(TARGET.resolve("keycloak"))).run(report);
            }
            if (ONLY.contains("propagation")) {
                new PropagationBench(subject).run(report);
            }
            if (ONLY.contains("role")) {
                new RoleBench(subject).run(report);
            }
            if (ONLY.contains("log-ins")) {
                new LogInTiming(stack).run(report);
            }
            if (ONLY.contains("scale")) {
                new ScaleBench(subject, data).run(report);
            }
            if (ONLY.contains("soak")) {
                new SoakBench(subject).run(report);
            }
            footprint.memory(report, "afterLoad");
        }
        System.out.println(report.table());
        report.write(TARGET.resolve("bench.json"));
        report.chart(TARGET.resolve("bench.svg"));
    }
}
