package io.latchkey.system.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Bodies as a schema has them, and bodies that are nearly, or not at all, what it has. */
final class Sample {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int DEEPEST = 5;
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "x",
            "null",
            "\u0000",
            "a\u0000b",
            "\uD800",
            "é\u202E💥",
            "' or 1=1 --",
            "../../etc/passwd",
            "${jndi:x}",
            "%00",
            "<script>",
            "00000000-0000-0000-0000-000000000000",
            "P1Y",
            "-1",
            "lk_pat_x",
            "a".repeat(5000));

    private final Described service;
    private final Random random;

    Sample(Described service, Random random) {
        this.service = service;
        this.random = random;
    }

    JsonNode valid(JsonNode schema, int depth) {
        JsonNode resolved = service.resolved(schema);
        String type = type(resolved);
        if (depth > DEEPEST) {
            return JSON.nullNode();
        }
        return switch (type) {
            case "object" -> object(resolved, depth);
            case "array" -> array(resolved, depth);
            case "integer", "number" -> JSON.numberNode(1);
            case "boolean" -> JSON.booleanNode(true);
            default -> JSON.textNode(text(resolved));
        };
    }

    private static String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        String first = type.isArray() ? type.path(0).asText() : type.asText();
        return first.isEmpty() && schema.has("properties") ? "object" : first;
    }

    private ObjectNode object(JsonNode schema, int depth) {
        ObjectNode object = JSON.objectNode();
        schema.path("properties")
                .properties()
                .forEach(property -> object.set(property.getKey(), valid(property.getValue(), depth + 1)));
        return object;
    }

    /** Its example, where it has one: what stands in a list is often a name that must exist. */
    private JsonNode array(JsonNode schema, int depth) {
        JsonNode example = schema.path("examples").path(0);
        if (example.isArray()) {
            return example;
        }
        return JSON.arrayNode().add(valid(schema.path("items"), depth + 1));
    }

    private String text(JsonNode schema) {
        return switch (schema.path("format").asText()) {
            case "uuid" -> UUID.randomUUID().toString();
            case "date-time" -> "2030-01-01T00:00:00Z";
            default -> schema.path("examples").path(0).asText("x");
        };
    }

    /** Something that is to be refused or, now and then, is good after all. */
    byte[] broken(JsonNode valid) {
        byte[] text = valid.toString().getBytes(StandardCharsets.UTF_8);
        return switch (random.nextInt(6)) {
            case 0 -> java.util.Arrays.copyOf(text, random.nextInt(text.length + 1));
            case 1 -> flipped(text);
            case 2 -> noise();
            case 3 -> "[".repeat(1 + random.nextInt(5000)).getBytes(StandardCharsets.UTF_8);
            case 4 -> anything().toString().getBytes(StandardCharsets.UTF_8);
            default -> mutated(valid).toString().getBytes(StandardCharsets.UTF_8);
        };
    }

    private byte[] flipped(byte[] text) {
        byte[] flipped = text.clone();
        for (int i = 0; i < 3 && flipped.length > 0; i++) {
            flipped[random.nextInt(flipped.length)] = (byte) random.nextInt(256);
        }
        return flipped;
    }

    private byte[] noise() {
        byte[] noise = new byte[random.nextInt(200)];
        random.nextBytes(noise);
        return noise;
    }

    private JsonNode mutated(JsonNode node) {
        if (node instanceof ObjectNode object && !object.isEmpty()) {
            ObjectNode copy = object.deepCopy();
            List<String> names = new ArrayList<>();
            copy.fieldNames().forEachRemaining(names::add);
            String name = names.get(random.nextInt(names.size()));
            switch (random.nextInt(4)) {
                case 0 -> copy.remove(name);
                case 1 -> copy.set("unknown" + random.nextInt(10), anything());
                case 2 -> copy.set(name, mutated(copy.get(name)));
                default -> copy.set(name, anything());
            }
            return copy;
        }
        if (node instanceof ArrayNode array && !array.isEmpty()) {
            ArrayNode copy = array.deepCopy();
            for (int i = random.nextInt(3) * random.nextInt(700); i > 0; i--) {
                copy.add(array.get(0));
            }
            return copy.add(anything());
        }
        return anything();
    }

    private JsonNode anything() {
        return switch (random.nextInt(8)) {
            case 0 -> JSON.nullNode();
            case 1 -> JSON.numberNode(random.nextLong());
            case 2 -> JSON.numberNode(Double.MAX_VALUE);
            case 3 -> JSON.booleanNode(random.nextBoolean());
            case 4 -> JSON.arrayNode();
            case 5 -> JSON.objectNode();
            default -> JSON.textNode(anyText());
        };
    }

    String anyText() {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }
}
