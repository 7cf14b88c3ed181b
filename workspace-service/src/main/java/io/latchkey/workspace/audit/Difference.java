package io.latchkey.workspace.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a change changed: only the fields that differ, and of two lists only what the other lacks - else each change of a
 * team of ten thousand would keep all of them twice. Null where nothing is there.
 */
record Difference(JsonNode before, JsonNode after) {
    static Difference of(JsonNode before, JsonNode after) {
        if (before == null || after == null) {
            return new Difference(before, after);
        }
        if (before.isArray() && after.isArray()) {
            return new Difference(without(before, after), without(after, before));
        }
        return before.isObject() && after.isObject() ? fields(before, after) : new Difference(before, after);
    }

    private static Difference fields(JsonNode before, JsonNode after) {
        ObjectNode was = JsonNodeFactory.instance.objectNode();
        ObjectNode is = JsonNodeFactory.instance.objectNode();
        Set<String> names = new TreeSet<>();
        before.fieldNames().forEachRemaining(names::add);
        after.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            if (!Objects.equals(before.get(name), after.get(name))) {
                Difference field = of(before.get(name), after.get(name));
                put(was, name, field.before());
                put(is, name, field.after());
            }
        }
        return new Difference(was, is);
    }

    private static void put(ObjectNode object, String name, JsonNode value) {
        if (value != null) {
            object.set(name, value);
        }
    }

    private static ArrayNode without(JsonNode some, JsonNode others) {
        Set<JsonNode> known = new HashSet<>();
        others.forEach(known::add);
        ArrayNode rest = JsonNodeFactory.instance.arrayNode();
        some.forEach(element -> {
            if (!known.contains(element)) {
                rest.add(element);
            }
        });
        return rest;
    }

    boolean isNone() {
        return before != null && before.equals(after);
    }
}
