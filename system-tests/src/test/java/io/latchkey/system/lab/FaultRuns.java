package io.latchkey.system.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.latchkey.system.lab.Promises.Broken;
import io.latchkey.system.lab.Round.Outcome;
import io.latchkey.system.stack.Stack;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * {@code make faults}: every fault with all protections, where nothing may be broken, and with its own protection off,
 * where something must be. Not part of {@code make test}, which has {@link FaultTest}.
 */
class FaultRuns {
    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Of a control, which does not come right. */
    private static final Duration CONTROL_PATIENCE = Duration.ofSeconds(10);

    private static final int CONTROL_TRIES = 3;
    /** Parts of faults' names, as a regular expression, to run those alone. */
    private static final String ONLY = System.getProperty("fault", "");

    @Test
    void promisesHoldInEveryFaultAndBreakWithoutTheirProtection() throws Exception {
        if (!OwnClock.canBeHad()) {
            System.out.println("No clock is wrong in this run: libfaketime is not here (apt-get install libfaketime).");
        }
        List<Fault> faults = Faults.all().stream()
                .filter(fault -> Pattern.compile(ONLY).matcher(fault.name()).find())
                .toList();
        Map<Fault, Outcome> held = new LinkedHashMap<>();
        run("none", "", faults, held);
        Map<Fault, Outcome> controls = new LinkedHashMap<>();
        Map<String, List<Fault>> byProtection =
                faults.stream().collect(Collectors.groupingBy(Fault::protection, TreeMap::new, Collectors.toList()));
        for (Map.Entry<String, List<Fault>> group : byProtection.entrySet()) {
            run(group.getKey(), group.getKey(), group.getValue(), controls);
        }

        Report report = new Report();
        faults.forEach(fault -> report.add(fault, held.get(fault), controls.get(fault)));
        System.out.println(report.table());
        report.write(TARGET.resolve("faults.json"));
        assertThat(held)
                .allSatisfy((fault, outcome) ->
                        assertThat(outcome.broken()).as(fault.name()).isEmpty());
        assertThat(controls)
                .allSatisfy((fault, outcome) -> assertThat(outcome.broken())
                        .as("without %s: %s", fault.protection(), fault.name())
                        .isNotEmpty());
    }

    private static void run(String name, String off, List<Fault> faults, Map<Fault, Outcome> outcomes)
            throws Exception {
        boolean control = !off.isEmpty();
        // Kafka takes a comma for the end of its folder.
        Path data = TARGET.resolve("lab-" + name.replace(',', '-'));
        Stack.forget(data);
        try (Lab lab = Lab.start(data, off)) {
            Tenant tenant = new Tenant(lab);
            for (Fault fault : faults) {
                for (int i = 0; i < (control ? CONTROL_TRIES : 1); i++) {
                    Round round = new Round(lab, tenant);
                    Outcome outcome = control
                            ? round.untilBroken(() -> fault.strike(lab, tenant), CONTROL_PATIENCE)
                            : round.run(() -> fault.strike(lab, tenant), PATIENCE);
                    outcomes.put(fault, outcome);
                    System.out.printf("%s off: %s: %s%n", name, fault.name(), said(outcome));
                    if (!outcome.broken().isEmpty()) {
                        break;
                    }
                }
            }
        }
    }

    private static String said(Outcome outcome) {
        Map<Broken, Long> counts = outcome.broken().stream()
                .collect(Collectors.groupingBy(broken -> broken, LinkedHashMap::new, Collectors.counting()));
        return outcome.operations() + " operations, " + outcome.broken().size() + " violations, recovered in "
                + outcome.recoveryMillis() + " ms, visible in " + outcome.visibleMillis() + " ms"
                + counts.entrySet().stream()
                        .limit(8)
                        .map(entry -> "\n    " + entry.getValue() + " x " + entry.getKey())
                        .collect(Collectors.joining());
    }
}
