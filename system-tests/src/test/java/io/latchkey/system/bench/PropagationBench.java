package io.latchkey.system.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.latchkey.system.people.Person;
import io.latchkey.system.stack.Stack;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
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

/**
 * From the answer of a change, which is committed by then, until a check sees it: the check is told which revision it has to
 * wait for. Some workspaces change at once, since changes of one workspace follow one another.
 */
final class PropagationBench {
    private static final int WORKSPACES = 10;
    private static final int API_USERS = 6;
    private static final int PER_SECOND = 200;
    private static final int FEW_PER_SECOND = 50;
    private static final Duration WARM_UP = Duration.ofSeconds(60);
    private static final Duration MEASURED = Duration.ofSeconds(20);
    private static final int STEPS = 4;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Subject subject;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final List<Robot> robots = new ArrayList<>();

    private record Robot(String workspace, String account, String token) {}

    PropagationBench(Subject subject) {
        this.subject = subject;
        Person owner = subject.owner;
        List<String> workspaces = IntStream.range(0, WORKSPACES)
                .mapToObj(i -> owner.createsWorkspace("Hall " + i))
                .toList();
        // One workspace after another, so that changes of the same are as far apart as can be.
        for (int i = 0; i < API_USERS; i++) {
            for (String workspace : workspaces) {
                String account = owner.createsApiUser(
                        workspace, Map.of("name", "Robot " + i, "permissions", List.of("reports")));
                robots.add(new Robot(workspace, account, owner.tokenOf(account)));
            }
        }
    }

    void run(BenchReport report) throws InterruptedException {
        // From few to many, so that what is compiled late does not pile up.
        for (int step = 1; step <= STEPS; step++) {
            changes(PER_SECOND * step / STEPS, WARM_UP.dividedBy(STEPS));
        }
        // What is left to do of the warm-up is done first.
        TimeUnit.SECONDS.sleep(5);
        measured(report, FEW_PER_SECOND, "AtFewChanges");
        TimeUnit.SECONDS.sleep(5);
        measured(report, PER_SECOND, "");
    }

    private void measured(BenchReport report, int perSecond, String when) throws InterruptedException {
        List<Double> millis = changes(perSecond, MEASURED);
        Collections.sort(millis);
        report.figure("propagationChangesPerSecond" + when, millis.size() / (double) MEASURED.toSeconds());
        report.figure("propagationP50Ms" + when, millis.get(millis.size() / 2));
        report.figure("propagationP99Ms" + when, millis.get(millis.size() * 99 / 100));
    }

    private List<Double> changes(int perSecond, Duration duration) throws InterruptedException {
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
                        millis.add(change(robots.get(turn % robots.size()), turn / robots.size() % 2 == 0));
                    } catch (IOException | InterruptedException | RuntimeException e) {
                        failed.merge(e.toString(), 1, Integer::sum);
                    }
                });
            }
        }
        failed.forEach((how, times) -> System.out.printf("%d changes were not seen: %s%n", times, how));
        return millis;
    }

    /** Milliseconds until it is seen. */
    private double change(Robot robot, boolean more) throws IOException, InterruptedException {
        Stack stack = subject.stack;
        List<String> permissions = more ? List.of("reports", "exports") : List.of("reports");
        HttpResponse<String> changed = send(
                "PATCH",
                stack.url("workspace") + "/v1/workspaces/" + robot.workspace() + "/api-users/" + robot.account(),
                subject.owner.authorization(),
                Map.of("permissions", permissions));
        long committed = System.nanoTime();
        if (changed.statusCode() != 200) {
            throw new IllegalStateException("refused: " + changed.statusCode());
        }
        String revision = changed.headers().firstValue("Latchkey-Revision").orElseThrow();
        HttpResponse<String> seen = send(
                "POST",
                stack.url("token") + "/v1/check",
                subject.asChecker(),
                Map.of(
                        "token",
                        robot.token(),
                        "workspace",
                        robot.workspace(),
                        "permission",
                        "exports",
                        "atLeast",
                        revision));
        long took = System.nanoTime() - committed;
        if (seen.statusCode() != 200) {
            throw new IllegalStateException("not seen in time: " + seen.statusCode());
        }
        return took / 1e6;
    }

    private HttpResponse<String> send(String method, String url, String authorization, Object body)
            throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(url))
                        .timeout(Duration.ofSeconds(10))
                        .header("Authorization", authorization)
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(json(body)))
                        .build(),
                BodyHandlers.ofString());
    }

    private static String json(Object body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
