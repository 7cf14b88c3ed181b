package io.latchkey.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import picocli.CommandLine.Option;

/** Where the services are, and who asks. */
class Services {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TOO_MANY = 429;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Option(
            names = "--identity",
            description = "Address of identity-service (LATCHKEY_IDENTITY; ${DEFAULT-VALUE})",
            defaultValue = "${env:LATCHKEY_IDENTITY:-http://identity-service:8081}")
    URI identity;

    @Option(
            names = "--workspace",
            description = "Address of workspace-service (LATCHKEY_WORKSPACE; ${DEFAULT-VALUE})",
            defaultValue = "${env:LATCHKEY_WORKSPACE:-http://workspace-service:8083}")
    URI workspace;

    @Option(
            names = "--token",
            description = "Address of token-service (LATCHKEY_TOKEN; ${DEFAULT-VALUE})",
            defaultValue = "${env:LATCHKEY_TOKEN:-http://token-service:8082}")
    URI token;

    @Option(
            names = "--operator",
            description = "Who you are (LATCHKEY_OPERATOR; ${DEFAULT-VALUE})",
            defaultValue = "${env:LATCHKEY_OPERATOR:-operator}")
    String operator;

    @Option(
            names = "--secret-file",
            description = "File with the operator's secret; else it is taken from LATCHKEY_OPERATOR_SECRET")
    Path secretFile;

    @Option(
            names = "--run-file",
            description = "Take all of it from the run.json of make run (LATCHKEY_RUN_FILE)",
            defaultValue = "${env:LATCHKEY_RUN_FILE}")
    Path runFile;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private JsonNode local;

    enum Service {
        IDENTITY,
        WORKSPACE,
        TOKEN;

        String text() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** @return the answer's body; null where it has none */
    JsonNode ask(String method, Service service, String path) {
        return ask(method, service, path, null);
    }

    /** @param body fields of a JSON object; null for none */
    JsonNode ask(String method, Service service, String path, Map<String, String> body) {
        HttpResponse<String> answer = send(method, service, path, body);
        while (answer.statusCode() == TOO_MANY) {
            // Who replays ten thousand workspaces asks more than others may.
            Pause.of(Duration.ofSeconds(
                    answer.headers().firstValueAsLong("Retry-After").orElse(1)));
            answer = send(method, service, path, body);
        }
        if (answer.statusCode() >= 400) {
            throw new Failure(answer.statusCode() == 503 ? Failure.UNREACHABLE : Failure.REFUSED, sentence(answer));
        }
        return answer.body().isEmpty() ? null : parse(answer.body());
    }

    /** In the text format of Prometheus; they are for everybody inside. */
    String metrics(Service service) {
        return send(service, to(service, "/metrics").GET()).body();
    }

    private HttpResponse<String> send(String method, Service service, String path, Map<String, String> body) {
        HttpRequest.Builder request = to(service, path).header("Authorization", credential());
        return send(
                service,
                body == null
                        ? request.method(method, BodyPublishers.noBody())
                        : request.header("Content-Type", "application/json")
                                .method(
                                        method,
                                        BodyPublishers.ofString(
                                                JSON.valueToTree(body).toString())));
    }

    private HttpRequest.Builder to(Service service, String path) {
        return HttpRequest.newBuilder(URI.create(address(service) + path)).timeout(PATIENCE);
    }

    private HttpResponse<String> send(Service service, HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new Failure(Failure.UNREACHABLE, service.text() + "-service does not answer at " + address(service));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(Failure.UNREACHABLE, "interrupted");
        }
    }

    private String address(Service service) {
        if (isLocal()) {
            return local().path(service.text()).asText();
        }
        URI address = switch (service) {
            case IDENTITY -> identity;
            case WORKSPACE -> workspace;
            case TOKEN -> token;
        };
        return address.toString().replaceAll("/$", "");
    }

    private String credential() {
        String id = isLocal() ? local().at("/operator/id").asText() : operator;
        String secret = isLocal() ? local().at("/operator/secret").asText() : secret();
        return "Basic " + Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    private String secret() {
        String given = secretFile == null
                ? System.getenv("LATCHKEY_OPERATOR_SECRET")
                : read(secretFile).strip();
        if (given == null || given.isEmpty()) {
            throw new Failure(Failure.REFUSED, "no secret; give --secret-file or LATCHKEY_OPERATOR_SECRET");
        }
        return given;
    }

    /** A variable that is set to nothing is not set. */
    private boolean isLocal() {
        return runFile != null && !runFile.toString().isEmpty();
    }

    private JsonNode local() {
        if (local == null) {
            local = parse(read(runFile));
        }
        return local;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new Failure(Failure.REFUSED, file + " cannot be read");
        }
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new Failure(Failure.REFUSED, "not JSON: " + text);
        }
    }

    private static String sentence(HttpResponse<String> answer) {
        String told = answer.body().startsWith("{")
                ? parse(answer.body()).path("detail").asText()
                : "";
        return told.isEmpty() ? answer.uri() + " answered " + answer.statusCode() : told;
    }
}
