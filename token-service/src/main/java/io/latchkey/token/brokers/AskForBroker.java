package io.latchkey.token.brokers;

import io.latchkey.token.brokers.TopicPattern.Place;
import io.latchkey.token.brokers.TopicRules.Need;
import io.latchkey.token.check.Check;
import io.latchkey.token.check.Question;
import io.latchkey.token.permissions.Catalogue;
import io.latchkey.token.uses.Via;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The broker's questions, each one check or a few. Every failure to decide is a failed future, never a yes. */
@ApplicationScoped
class AskForBroker {
    private final Check check;
    private final TopicRules rules;
    private final Catalogue catalogue;

    AskForBroker(Check check, TopicRules rules, Catalogue catalogue) {
        this.check = check;
        this.rules = rules;
        this.catalogue = catalogue;
    }

    enum Action {
        PUBLISH,
        SUBSCRIBE,
        RECEIVE
    }

    /** @param source the client's address; null where the broker does not say */
    Future<Boolean> mayConnect(String userName, String password, String source) {
        return userName == null || !userName.equals(password)
                ? Future.succeededFuture(false)
                : allowed(question(userName, null, null, source));
    }

    Future<Boolean> may(String userName, Action action, String topic, String source) {
        if (userName == null || topic == null) {
            return Future.succeededFuture(false);
        }
        List<Need> needs = switch (action) {
            case PUBLISH -> rules.toPublish(topic);
            case SUBSCRIBE -> rules.toSubscribe(topic);
            case RECEIVE -> rules.toReceive(topic);
        };
        if (needs.isEmpty() || needs.stream().anyMatch(need -> need.place().isNowhere())) {
            return Future.succeededFuture(false);
        }
        return all(needs.stream()
                .map(need -> allowed(question(userName, need.permission(), need.place(), source)))
                .toList());
    }

    private static Future<Boolean> all(List<Future<Boolean>> answers) {
        return Future.all(answers).map(done -> answers.stream().allMatch(Future::result));
    }

    private Future<Boolean> allowed(Question question) {
        return check.check(question, Via.MQTT).map(answer -> answer.isAllowed());
    }

    private Question question(String token, String permission, Place place, String source) {
        return Question.of(
                token,
                place == null || place.workspace() == null
                        ? null
                        : place.workspace().toString(),
                permission,
                place == null || place.device() == null ? null : place.device().toString(),
                source,
                null,
                catalogue);
    }
}
