package io.latchkey.token.check;

import io.latchkey.edge.problems.Refused;
import io.latchkey.token.permissions.Catalogue;
import io.latchkey.token.routes.JsonRoute;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Set;

/** Questions and answers as JSON. */
@ApplicationScoped
class CheckJson {
    private static final Set<String> FIELDS =
            Set.of("token", "workspace", "permission", "device", "sourceIp", "atLeast");

    private final Catalogue catalogue;

    CheckJson(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** @param at where it is in the body, with the dot; empty for the body itself */
    Question question(JsonObject asked, String at) {
        JsonRoute.onlyKnown(asked, at, FIELDS);
        String token = JsonRoute.text(asked, at, "token");
        if (token == null) {
            throw Refused.field(at + "token", "is missing");
        }
        try {
            return Question.of(
                    token,
                    JsonRoute.text(asked, at, "workspace"),
                    JsonRoute.text(asked, at, "permission"),
                    JsonRoute.text(asked, at, "device"),
                    JsonRoute.text(asked, at, "sourceIp"),
                    JsonRoute.text(asked, at, "atLeast"),
                    catalogue);
        } catch (Refused e) {
            throw e.within(at);
        }
    }

    JsonObject answer(Answer answer) {
        JsonObject body = new JsonObject().put("verdict", answer.verdict().text());
        if (answer.stale()) {
            body.put("stale", true);
        }
        if (answer.token() == null) {
            return body;
        }
        body.put("account", answer.token().account().toString())
                .put("kind", answer.token().kind().toString())
                .put("tokenId", answer.token().token().toString());
        if (answer.token().expiresAt() != 0) {
            body.put(
                    "expiresAt",
                    Instant.ofEpochSecond(answer.token().expiresAt()).toString());
        }
        if (answer.workspace() != null) {
            body.put("workspace", answer.workspace().toString());
        }
        if (answer.isAllowed() && answer.workspace() != null) {
            body.put("permissions", new JsonArray(catalogue.names(answer.permissions())))
                    .put("revision", answer.revision());
        }
        return body;
    }
}
