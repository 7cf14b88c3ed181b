package io.latchkey.token.explain;

import io.latchkey.edge.problems.Refused;
import io.latchkey.token.cache.PostgresReader;
import io.latchkey.token.check.Answer;
import io.latchkey.token.check.Judge;
import io.latchkey.token.check.Question;
import io.latchkey.token.check.Verdict;
import io.latchkey.token.limits.Limits;
import io.latchkey.token.permissions.Catalogue;
import io.latchkey.token.permissions.PermissionBits;
import io.latchkey.token.scopes.Facts;
import io.latchkey.token.scopes.TokenEntry;
import io.latchkey.token.tokens.Peppers;
import io.latchkey.token.tokens.TokenValue;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The verdict, what it comes from, and what would change it. */
@ApplicationScoped
class Explain {
    private final PostgresReader postgres;
    private final History history;
    private final Judge judge;
    private final Peppers peppers;
    private final Catalogue catalogue;

    Explain(PostgresReader postgres, History history, Judge judge, Peppers peppers, Catalogue catalogue) {
        this.postgres = postgres;
        this.history = history;
        this.judge = judge;
        this.peppers = peppers;
        this.catalogue = catalogue;
    }

    Future<JsonObject> byValue(String text, Question question) {
        Optional<TokenValue> value = TokenValue.parse(text);
        if (value.isEmpty()) {
            return Future.succeededFuture(unknown().put("wellFormed", false));
        }
        List<byte[]> hmacs = peppers.all(value.get());
        return orUnavailable(history.tokenOf(hmacs))
                .flatMap(token -> token.isEmpty()
                        ? Future.succeededFuture(unknown().put("wellFormed", true))
                        : byId(token.get(), question));
    }

    Future<JsonObject> byId(UUID token, Question question) {
        return orUnavailable(placed(question)
                .flatMap(placed -> postgres.byId(token, placed.workspace(), placed.device())
                        .flatMap(facts ->
                                facts.token() == null ? Future.succeededFuture(unknown()) : explain(placed, facts))));
    }

    private static <T> Future<T> orUnavailable(Future<T> work) {
        return work.recover(
                failure -> Future.failedFuture(Refused.orUnavailable(failure, "This cannot be explained just now.")));
    }

    /** A device that is nowhere leaves the workspace open. */
    private Future<Question> placed(Question question) {
        if (question.device() == null || question.workspace() != null) {
            return Future.succeededFuture(question);
        }
        return postgres.device(question.device())
                .map(device -> device.removed() ? question : question.in(device.workspace()));
    }

    private static JsonObject unknown() {
        return new JsonObject().put("verdict", Verdict.UNKNOWN.text()).put("because", "token");
    }

    private Future<JsonObject> explain(Question question, Facts facts) {
        Answer answer = judge.judge(question, facts);
        Answer unlimited = judge.judge(question, withoutLimits(facts));
        boolean nowhere = question.device() != null && question.workspace() == null && answer.isAllowed();
        JsonObject told = new JsonObject()
                .put("verdict", (nowhere ? Verdict.WRONG_DEVICE : answer.verdict()).text())
                .put("because", nowhere ? "device" : because(answer, unlimited, facts))
                .put("holder", holder(question, facts, unlimited));
        return history.token(facts.token().token())
                .map(token -> told.put("token", token))
                .flatMap(known -> unlimited.isAllowed() || unlimited.verdict().isAboutTheToken()
                        ? Future.succeededFuture(told)
                        : help(told, question, facts, unlimited.verdict()));
    }

    private static Facts withoutLimits(Facts facts) {
        TokenEntry token = facts.token();
        return new Facts(
                new TokenEntry(
                        token.version(),
                        token.token(),
                        token.account(),
                        token.kind(),
                        token.status(),
                        token.expiresAt(),
                        token.accountRevision(),
                        Limits.NONE),
                facts.scope(),
                facts.grant(),
                facts.device(),
                facts.workspace(),
                facts.awaited(),
                facts.heardAt());
    }

    /** Whose doing the verdict is. */
    private static String because(Answer answer, Answer unlimited, Facts facts) {
        if (answer.isAllowed()) {
            return "holder_rights";
        }
        if (answer.verdict() == Verdict.SUSPENDED) {
            return "account";
        }
        if (answer.verdict().isAboutTheToken()) {
            return "token";
        }
        if (unlimited.isAllowed()) {
            return "token_limits";
        }
        if (facts.workspace() != null && facts.workspace().closed()) {
            return "workspace";
        }
        boolean gone = facts.device() == null || facts.device().removed();
        return unlimited.verdict() == Verdict.WRONG_DEVICE && gone ? "device" : "holder_rights";
    }

    private JsonObject holder(Question question, Facts facts, Answer unlimited) {
        JsonObject holder = new JsonObject()
                .put("account", facts.token().account().toString())
                .put("kind", facts.token().kind().toString());
        if (question.workspace() == null) {
            return holder;
        }
        boolean member = facts.scope() != null && !facts.scope().removed();
        holder.put("workspace", question.workspace().toString()).put("member", member);
        if (member) {
            holder.put("permissions", names(facts.scope().permissions()))
                    .put("everyDevice", names(facts.scope().everyDevice()));
        }
        if (unlimited.isAllowed()) {
            holder.put("here", names(unlimited.permissions()));
        }
        return holder;
    }

    private JsonArray names(PermissionBits bits) {
        return new JsonArray(catalogue.names(bits));
    }

    private Future<JsonObject> help(JsonObject told, Question question, Facts facts, Verdict verdict) {
        String permission = question.permission() < 0 ? null : catalogue.name(question.permission());
        if (permission != null) {
            told.put("missing", permission);
        }
        UUID account = facts.token().account();
        return history.loss(account, question.workspace(), verdict, permission, question.device())
                .map(loss -> loss.map(by -> told.put("removedBy", by)).orElse(told))
                .flatMap(noted -> history.granters(question.workspace(), permission, question.device()))
                .map(granters -> told.put("couldGrant", granters));
    }
}
