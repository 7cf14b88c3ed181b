package io.latchkey.token.check;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.latchkey.edge.problems.Refused;
import io.latchkey.token.permissions.Catalogue;
import io.latchkey.token.permissions.PermissionBits;
import io.netty.util.concurrent.FastThreadLocal;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Questions and answers as JSON, read and written piece by piece: a tree of objects would cost as much as all the rest of a
 * check but Redis.
 */
@Singleton
class CheckJson {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int MOST = 100;
    /** In place of an index, for a question that is not in a list. */
    private static final int ALONE = -1;

    /** Sets of permissions whose names are kept as JSON; there are few in use. */
    private static final int KEPT = 1000;

    /** Of each event loop, where one answer is written after the other. */
    private static final FastThreadLocal<StringBuilder> TEXT = new FastThreadLocal<>() {
        @Override
        protected StringBuilder initialValue() {
            return new StringBuilder(512);
        }
    };

    private final Catalogue catalogue;
    private final Map<PermissionBits, String> names = new ConcurrentHashMap<>();

    CheckJson(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    Question question(Buffer body) {
        try (JsonParser parser = object(body)) {
            Question question = question(parser, ALONE);
            end(parser);
            return question;
        } catch (IOException e) {
            throw notAnObject();
        }
    }

    /** {@code {"checks": [...]}} */
    List<Question> questions(Buffer body) {
        try (JsonParser parser = object(body)) {
            List<Question> questions = null;
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String field = parser.currentName();
                if (!field.equals("checks")) {
                    throw Refused.field(field, "is not known here");
                }
                questions = list(parser);
            }
            end(parser);
            if (questions == null || questions.isEmpty()) {
                throw notAList();
            }
            return questions;
        } catch (IOException e) {
            throw notAnObject();
        }
    }

    private List<Question> list(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_ARRAY) {
            throw notAList();
        }
        List<Question> questions = new ArrayList<>();
        for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
            int index = questions.size();
            if (index == MOST) {
                throw notAList();
            }
            if (next != JsonToken.START_OBJECT) {
                throw Refused.field("checks[" + index + "]", "is not an object");
            }
            questions.add(question(parser, index));
        }
        return questions;
    }

    private static JsonParser object(Buffer body) throws IOException {
        if (body == null || body.length() == 0) {
            throw Refused.field("body", "is missing");
        }
        JsonParser parser = JSON.createParser(body.getBytes());
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw notAnObject();
        }
        return parser;
    }

    private static void end(JsonParser parser) throws IOException {
        if (parser.nextToken() != null) {
            throw notAnObject();
        }
    }

    private static Refused notAnObject() {
        return Refused.field("body", "is not a JSON object");
    }

    private static Refused notAList() {
        return Refused.field("checks", "must be a list of 1 to " + MOST + " checks");
    }

    /**
     * The rest of an object that has begun.
     *
     * @param index in the list; {@link #ALONE} for the body itself
     */
    private Question question(JsonParser parser, int index) throws IOException {
        String token = null;
        String workspace = null;
        String permission = null;
        String device = null;
        String sourceIp = null;
        String atLeast = null;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String field = parser.currentName();
            switch (field) {
                case "token" -> token = text(parser, index);
                case "workspace" -> workspace = text(parser, index);
                case "permission" -> permission = text(parser, index);
                case "device" -> device = text(parser, index);
                case "sourceIp" -> sourceIp = text(parser, index);
                case "atLeast" -> atLeast = text(parser, index);
                default -> throw Refused.field(at(index) + field, "is not known here");
            }
        }
        if (token == null) {
            throw Refused.field(at(index) + "token", "is missing");
        }
        try {
            return Question.of(token, workspace, permission, device, sourceIp, atLeast, catalogue);
        } catch (Refused e) {
            throw e.within(at(index));
        }
    }

    /** Where it is in the body; only told where something is wrong with it. */
    private static String at(int index) {
        return index == ALONE ? "" : "checks[" + index + "].";
    }

    /** Of the field whose name was just read; null where it says so. */
    private static String text(JsonParser parser, int index) throws IOException {
        JsonToken value = parser.nextToken();
        if (value == JsonToken.VALUE_NULL) {
            return null;
        }
        if (value != JsonToken.VALUE_STRING) {
            throw Refused.field(at(index) + parser.currentName(), "is not a string");
        }
        return parser.getText();
    }

    Buffer answer(Answer answer) {
        StringBuilder json = TEXT.get();
        json.setLength(0);
        write(answer, json);
        return Buffer.buffer(json.toString());
    }

    /** {@code {"results": [...]}} */
    Buffer answers(List<Answer> answers) {
        StringBuilder json = new StringBuilder(answers.size() * 384).append("{\"results\":[");
        for (int i = 0; i < answers.size(); i++) {
            if (i > 0) {
                json.append(',');
            }
            write(answers.get(i), json);
        }
        return Buffer.buffer(json.append("]}").toString());
    }

    /** None of it but permissions' names has anything to escape. */
    private void write(Answer answer, StringBuilder json) {
        json.append("{\"verdict\":\"").append(answer.verdict().text()).append('"');
        if (answer.stale()) {
            json.append(",\"stale\":true");
        }
        if (answer.token() == null) {
            json.append('}');
            return;
        }
        json.append(",\"account\":\"")
                .append(answer.token().account())
                .append("\",\"kind\":\"")
                .append(answer.token().kind())
                .append("\",\"tokenId\":\"")
                .append(answer.token().token())
                .append('"');
        if (answer.token().expiresAt() != 0) {
            json.append(",\"expiresAt\":\"")
                    .append(Instant.ofEpochSecond(answer.token().expiresAt()))
                    .append('"');
        }
        if (answer.workspace() != null) {
            json.append(",\"workspace\":\"").append(answer.workspace()).append('"');
        }
        if (answer.isAllowed() && answer.workspace() != null) {
            json.append(",\"permissions\":")
                    .append(names(answer.permissions()))
                    .append(",\"revision\":")
                    .append(answer.revision());
        }
        json.append('}');
    }

    private String names(PermissionBits bits) {
        String kept = names.get(bits);
        if (kept == null) {
            kept = new JsonArray(catalogue.names(bits)).encode();
            if (names.size() < KEPT) {
                names.put(bits, kept);
            }
        }
        return kept;
    }
}
