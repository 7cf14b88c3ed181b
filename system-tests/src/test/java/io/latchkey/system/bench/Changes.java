package io.latchkey.system.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.latchkey.system.stack.Stack;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Changes of what API users may do, and how long it takes from the answer of one, which is committed by then, until a check
 * sees it: the check is told which revision it has to wait for.
 */
final class Changes {
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Subject subject;
    private final Stack stack;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    Changes(Subject subject) {
        this.subject = subject;
        this.stack = subject.stack;
    }

    record Robot(String workspace, String account, String token) {}

    Robot robot(String workspace, String name) {
        String account =
                subject.owner.createsApiUser(workspace, Map.of("name", name, "permissions", List.of("reports")));
        return new Robot(workspace, account, subject.owner.tokenOf(account));
    }

    /** After a change that gives it one right more, or takes that. */
    double millisUntilSeen(Robot robot, boolean more) throws IOException, InterruptedException {
        String revision = change(
                "/v1/workspaces/" + robot.workspace() + "/api-users/" + robot.account(),
                Map.of("permissions", more ? List.of("reports", "exports") : List.of("reports")));
        long committed = System.nanoTime();
        while (!isSeen(robot, revision)) {
            if (System.nanoTime() - committed > LONGEST.toNanos()) {
                throw new IllegalStateException("not seen in time");
            }
        }
        return (System.nanoTime() - committed) / 1e6;
    }

    /** The revision of a change. */
    String change(String path, Object body) throws IOException, InterruptedException {
        HttpResponse<String> changed =
                send("PATCH", stack.url("workspace") + path, subject.owner.authorization(), body);
        if (changed.statusCode() != 200) {
            throw new IllegalStateException("refused: " + changed.statusCode());
        }
        return changed.headers().firstValue("Latchkey-Revision").orElseThrow();
    }

    /** Whether a check saw it within the second for which it waits. */
    private boolean isSeen(Robot robot, String revision) throws IOException, InterruptedException {
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
        return seen.statusCode() == 200;
    }

    /** Whether every check sees it. */
    boolean isEverywhere(String revision) throws IOException, InterruptedException {
        HttpResponse<String> receipt = send(
                "GET", stack.url("token") + "/v1/propagation?wait=PT1S&atLeast=" + revision, subject.asChecker(), null);
        return receipt.statusCode() == 200;
    }

    private HttpResponse<String> send(String method, String url, String authorization, Object body)
            throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(url))
                        .timeout(LONGEST)
                        .header("Authorization", authorization)
                        .header("Content-Type", "application/json")
                        .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json(body)))
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
