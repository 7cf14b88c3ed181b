package io.latchkey.system.bench;

import io.latchkey.system.bench.Changes.Robot;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** How soon changes are seen. Some workspaces change at once, since changes of one workspace follow one another. */
final class PropagationBench {
    private static final int WORKSPACES = 10;
    private static final int API_USERS = 6;
    private static final int PER_SECOND = 200;
    private static final int FEW_PER_SECOND = 50;
    private static final Duration WARM_UP = Duration.parse(System.getProperty("bench.warm-up", "PT1M"));
    private static final Duration MEASURED = Duration.ofSeconds(20);
    private static final int STEPS = 4;

    private final Changes changes;
    private final List<Robot> robots = new ArrayList<>();

    PropagationBench(Subject subject) {
        changes = new Changes(subject);
        List<String> workspaces = IntStream.range(0, WORKSPACES)
                .mapToObj(i -> subject.owner.createsWorkspace("Hall " + i))
                .toList();
        // One workspace after another, so that changes of the same are as far apart as can be.
        for (int i = 0; i < API_USERS; i++) {
            for (String workspace : workspaces) {
                robots.add(changes.robot(workspace, "Robot " + i));
            }
        }
    }

    void run(BenchReport report) throws InterruptedException {
        // From few to many, so that what is compiled late does not pile up.
        for (int step = 1; step <= STEPS; step++) {
            make(PER_SECOND * step / STEPS, WARM_UP.dividedBy(STEPS));
        }
        // What is left to do of the warm-up is done first.
        TimeUnit.SECONDS.sleep(5);
        measured(report, FEW_PER_SECOND, "AtFewChanges");
        TimeUnit.SECONDS.sleep(5);
        measured(report, PER_SECOND, "");
    }

    private void measured(BenchReport report, int perSecond, String when) throws InterruptedException {
        List<Double> millis = make(perSecond, MEASURED);
        Collections.sort(millis);
        report.figure("propagationChangesPerSecond" + when, millis.size() / (double) MEASURED.toSeconds());
        report.figure("propagationP50Ms" + when, millis.get(millis.size() / 2));
        report.figure("propagationP99Ms" + when, millis.get(millis.size() * 99 / 100));
    }

    /** Milliseconds until each was seen. */
    private List<Double> make(int perSecond, Duration duration) throws InterruptedException {
        List<Double> millis = Collections.synchronizedList(new ArrayList<>());
        Map<String, Integer> failed = new ConcurrentHashMap<>();
        try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
            long start = System.nanoTime();
            long count = perSecond * duration.toSeconds();
            for (int i = 0; i < count; i++) {
                long due = start + (long) (i * 1e9 / perSecond);
                long wait = due - System.nanoTime();
                if (wait > 0) {
                    TimeUnit.NANOSECONDS.sleep(wait);
                }
                int turn = i;
                each.submit(() -> {
                    try {
                        millis.add(changes.millisUntilSeen(
                                robots.get(turn % robots.size()), turn / robots.size() % 2 == 0));
                    } catch (IOException | InterruptedException | RuntimeException e) {
                        failed.merge(e.toString(), 1, Integer::sum);
                    }
                });
            }
        }
        failed.forEach((how, times) -> System.out.printf("%d changes were not seen: %s%n", times, how));
        return millis;
    }
}
