package io.latchkey.token.routes;

import io.latchkey.edge.problems.Refused;
import io.latchkey.token.clients.Client;
import io.vertx.core.Future;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import java.util.function.Function;

/** The way through every check route that takes a JSON object: admit the client, read the body, answer or refuse. */
public final class JsonRoute {
    private JsonRoute() {}

    /** @param work throws or fails with {@link Refused} where it cannot be answered */
    public static void answer(
            RoutingContext context, Future<Client> admitted, Function<JsonObject, Future<JsonObject>> work) {
        admitted.flatMap(client -> work.apply(body(context)))
                .onSuccess(body -> Responses.json(context, body))
                .onFailure(failure -> Responses.failure(context, failure));
    }

    private static JsonObject body(RoutingContext context) {
        JsonObject body;
        try {
            body = context.body().asJsonObject();
        } catch (DecodeException | ClassCastException e) {
            throw Refused.field("body", "is not a JSON object");
        }
        if (body == null) {
            throw Refused.field("body", "is missing");
        }
        return body;
    }

    /** @param at where the object is in the body, with the dot; empty for the body itself */
    public static void onlyKnown(JsonObject object, String at, Set<String> fields) {
        for (String field : object.fieldNames()) {
            if (!fields.contains(field)) {
                throw Refused.field(at + field, "is not known here");
            }
        }
    }

    /** Null where it is left out. */
    public static String text(JsonObject object, String at, String field) {
        Object value = object.getValue(field);
        if (value != null && !(value instanceof String)) {
            throw Refused.field(at + field, "is not a string");
        }
        return (String) value;
    }

    /** Null where it is left out. */
    public static JsonObject object(JsonObject object, String at, String field) {
        Object value = object.getValue(field);
        if (value != null && !(value instanceof JsonObject)) {
            throw Refused.field(at + field, "is not an object");
        }
        return (JsonObject) value;
    }
}
