package io.latchkey.system.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.latchkey.system.openapi.Described.Operation;
import io.latchkey.system.people.Person;
import io.latchkey.system.stack.OnTheStack;
import io.latchkey.system.stack.Stack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every operation of every service with bodies and parameters that are nearly or not at all what it takes: it is refused
 * with a problem or done, never a fault. A fixed number of requests; the seed is in each failure.
 */
@ExtendWith(OnTheStack.class)
class FuzzTest {
    private static final long SEED = Optional.ofNullable(System.getProperty("seed"))
            .filter(seed -> !seed.isBlank())
            .map(Long::valueOf)
            .orElseGet(System::nanoTime);
    private static final int BODIES = 20;
    private static final int PARAMETERS = 10;

    private final Random random = new Random(SEED);
    private final HttpClient http = HttpClient.newHttpClient();
    private final Stack stack;

    FuzzTest(Stack stack) {
        this.stack = stack;
    }

    @Test
    void noBodyIsAFault() {
        // Somebody whose account and workspace may come to harm.
        Person victim = Person.registers(stack, "Victim");
        String workspace = victim.firstWorkspace();
        List<String> faults = new ArrayList<>();
        int[] sent = {0};
        Described.all(stack)
                .forEach(service -> service.operations().stream()
                        .filter(operation -> operation.description().has("requestBody"))
                        .forEach(operation -> {
                            sent[0] += BODIES;
                            fuzz(service, operation, victim, workspace).ifPresent(faults::add);
                        }));

        assertThat(faults).isEmpty();

        assertThat(sent[0]).isGreaterThan(30 * BODIES);
    }

    @Test
    void noParameterIsAFault() {
        Person victim = Person.registers(stack, "Victim");
        String workspace = victim.firstWorkspace();
        List<String> faults = new ArrayList<>();
        int[] sent = {0};
        Described.all(stack)
                .forEach(service -> service.operations().stream()
                        // Waiting for a change is what it is for.
                        .filter(operation -> !operation.path().equals("/v1/propagation"))
                        .forEach(operation -> {
                            Sample sample = new Sample(service, random);
                            for (int i = 0; i < PARAMETERS; i++) {
                                sent[0]++;
                                String path = anyPath(service, operation, sample, workspace);
                                faulty(service, operation, path, victim, BodyPublishers.ofString("{}"))
                                        .map(fault -> path + ": " + fault)
                                        .ifPresent(faults::add);
                            }
                        }));

        assertThat(faults).isEmpty();

        assertThat(sent[0]).isGreaterThan(80 * PARAMETERS);
    }

    /** Each parameter in turn is anything or what it should be; those of the query may be left out. */
    private String anyPath(Described service, Operation operation, Sample sample, String workspace) {
        String path = operation.path();
        StringBuilder query = new StringBuilder();
        for (JsonNode reference : operation.description().path("parameters")) {
            JsonNode parameter = service.resolved(reference);
            String name = parameter.path("name").asText();
            String in = parameter.path("in").asText();
            if (in.equals("path")) {
                String good = name.equals("workspace") ? workspace : UUID.randomUUID() + "";
                path = path.replace("{" + name + "}", random.nextInt(3) > 0 ? good : encoded(sample.anyText()));
            } else if (in.equals("query") && random.nextInt(3) > 0) {
                query.append(query.isEmpty() ? '?' : '&')
                        .append(name)
                        .append('=')
                        .append(encoded(sample.anyText()));
            }
        }
        return path + query;
    }

    /** Short enough that the request line is: a longer one is refused by the HTTP server itself. */
    private static String encoded(String text) {
        String some = text.substring(0, Math.min(text.length(), 1000));
        return URLEncoder.encode(some, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private Optional<String> faulty(
            Described service, Operation operation, String path, Person victim, BodyPublisher body) {
        HttpResponse<String> response = send(HttpRequest.newBuilder(URI.create(service.address() + path))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", contentType(service, operation))
                .header("Authorization", caller(operation, victim))
                // Of its own address, so that nobody else is throttled by what is tried here.
                .header("X-Forwarded-For", "203.0.113." + (1 + random.nextInt(250)))
                .method(operation.method().toUpperCase(), body)
                .build());
        // What gateways and other programs ask is no resource.
        boolean forBrowsers = isForClients(operation)
                || !operation.path().startsWith("/v1/")
                || operation.path().equals("/v1/forward-auth")
                || saysOnce(response, "X-Content-Type-Options") && saysOnce(response, "X-Request-Id");
        return holds(response) && forBrowsers && saysOnce(response, "Cache-Control")
                ? Optional.empty()
                : Optional.of("seed %d: %s answered %d %s %s"
                        .formatted(
                                SEED,
                                operation,
                                response.statusCode(),
                                response.headers().map().keySet(),
                                response.body()));
    }

    private static boolean saysOnce(HttpResponse<String> response, String header) {
        return response.headers().allValues(header).size() == 1;
    }

    /** The first fault, if there is one. */
    private Optional<String> fuzz(Described service, Operation operation, Person victim, String workspace) {
        String type = contentType(service, operation);
        Sample sample = new Sample(service, random);
        JsonNode valid = sample.valid(content(service, operation).path(type).path("schema"), 0);
        String path =
                operation.path().replace("{workspace}", workspace).replaceAll("\\{[^}]+}", UUID.randomUUID() + "");
        for (int i = 0; i < BODIES; i++) {
            byte[] body = type.contains("form") ? form(sample, valid) : sample.broken(valid);
            Optional<String> fault = faulty(service, operation, path, victim, BodyPublishers.ofByteArray(body))
                    .map(answer -> Base64.getEncoder().encodeToString(body) + ": " + answer);
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    private static JsonNode content(Described service, Operation operation) {
        return service.resolved(operation.description().path("requestBody")).path("content");
    }

    private static String contentType(Described service, Operation operation) {
        Iterator<String> types = content(service, operation).fieldNames();
        return types.hasNext() ? types.next() : "application/json";
    }

    /** Some of the fields, with anything in them. */
    private static byte[] form(Sample sample, JsonNode valid) {
        StringBuilder form = new StringBuilder();
        valid.fieldNames()
                .forEachRemaining(name -> form.append(name)
                        .append('=')
                        .append(new String(sample.broken(valid), StandardCharsets.ISO_8859_1))
                        .append('&'));
        return form.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException("seed %d: %s is not answered".formatted(SEED, request), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** As whoever may ask: so that it is the body that is refused. */
    private String caller(Operation operation, Person victim) {
        return isForClients(operation) ? checker() : victim.authorization();
    }

    private static boolean isForClients(Operation operation) {
        return operation.description().path("security").toString().contains("client");
    }

    private String checker() {
        String pair = stack.value("/checkClient/id") + ":" + stack.value("/checkClient/secret");
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean holds(HttpResponse<String> response) {
        int status = response.statusCode();
        if (status < 400) {
            return true;
        }
        String type = response.headers().firstValue("Content-Type").orElse("none");
        String body = response.body();
        boolean told = type.matches("application/(problem\\+)?json.*")
                && (body.contains("\"type\":\"urn:latchkey:problem:") || body.contains("\"error\":\""));
        return told && (status < 500 || body.contains("problem:not-yet"));
    }
}
