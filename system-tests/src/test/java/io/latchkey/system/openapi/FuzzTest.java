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
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every operation of every service that takes a body, with bodies that are nearly or not at all what it takes: it is
 * refused with a problem or done, never a fault. A fixed number of requests; the seed is in each failure.
 */
@ExtendWith(OnTheStack.class)
class FuzzTest {
    private static final long SEED = Optional.ofNullable(System.getProperty("seed"))
            .filter(seed -> !seed.isBlank())
            .map(Long::valueOf)
            .orElseGet(System::nanoTime);
    private static final int BODIES = 20;

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

    /** The first fault, if there is one. */
    private Optional<String> fuzz(Described service, Operation operation, Person victim, String workspace) {
        JsonNode content =
                service.resolved(operation.description().path("requestBody")).path("content");
        String type = content.fieldNames().next();
        Sample sample = new Sample(service, random);
        JsonNode valid = sample.valid(content.path(type).path("schema"), 0);
        String path =
                operation.path().replace("{workspace}", workspace).replaceAll("\\{[^}]+}", UUID.randomUUID() + "");
        for (int i = 0; i < BODIES; i++) {
            byte[] body = type.contains("form") ? form(sample, valid) : sample.broken(valid);
            HttpResponse<String> response = send(HttpRequest.newBuilder(URI.create(service.address() + path))
                    .timeout(Duration.ofSeconds(30))
                    .header("Content-Type", type)
                    .header("Authorization", caller(operation, victim))
                    // Of its own address, so that nobody else is throttled by what is tried here.
                    .header("X-Forwarded-For", "203.0.113." + (1 + random.nextInt(250)))
                    .method(operation.method().toUpperCase(), BodyPublishers.ofByteArray(body))
                    .build());
            if (!holds(response)) {
                return Optional.of("seed %d: %s with %s answered %d %s"
                        .formatted(
                                SEED,
                                operation,
                                Base64.getEncoder().encodeToString(body),
                                response.statusCode(),
                                response.body()));
            }
        }
        return Optional.empty();
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
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** As whoever may ask: so that it is the body that is refused. */
    private String caller(Operation operation, Person victim) {
        boolean client = operation.description().path("security").toString().contains("client");
        return client ? checker() : victim.authorization();
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
