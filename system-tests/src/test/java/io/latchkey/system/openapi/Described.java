package io.latchkey.system.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.latchkey.system.stack.Stack;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A running service as its own OpenAPI document describes it. */
record Described(String service, String address, JsonNode document) {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

    static Stream<Described> all(Stack stack) {
        return Stream.of("identity", "workspace", "token").map(service -> read(service, stack.url(service)));
    }

    private static Described read(String service, String address) {
        String text = RestAssured.given()
                .get(address + "/openapi?format=json")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        try {
            return new Described(service, address, new ObjectMapper().readTree(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    record Operation(String method, String path, JsonNode description) {
        @Override
        public String toString() {
            return method.toUpperCase() + " " + path;
        }
    }

    List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(method -> METHODS.contains(method.getKey()))
                        .forEach(method ->
                                operations.add(new Operation(method.getKey(), path.getKey(), method.getValue()))));
        return operations;
    }

    /** What a {@code $ref} stands for; the node itself where it is none. */
    JsonNode resolved(JsonNode node) {
        JsonNode reference = node.path("$ref");
        return reference.isMissingNode()
                ? node
                : resolved(document.at(reference.asText().substring(1)));
    }
}
