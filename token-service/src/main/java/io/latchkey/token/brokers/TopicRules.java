package io.latchkey.token.brokers;

import io.latchkey.token.brokers.TopicPattern.Place;
import io.latchkey.token.permissions.Catalogue;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** From a topic to the rights that it needs. */
@ApplicationScoped
class TopicRules {
    /** A subscription that several clients share (MQTT 5.0 section 4.8.2); EMQX has an older form, too. */
    private static final Pattern SHARED = Pattern.compile("^(\\$share/[^/+#]+/|\\$queue/)");

    private final List<Rule> rules;

    TopicRules(MqttConfig config, Catalogue catalogue) {
        rules = config.topics().stream().map(topic -> rule(topic, catalogue)).toList();
    }

    /** A permission is null where nobody may. */
    private record Rule(TopicPattern pattern, String publish, String subscribe) {}

    /** One right that is needed. */
    record Need(String permission, Place place) {}

    private static Rule rule(MqttConfig.Topic topic, Catalogue catalogue) {
        return new Rule(
                new TopicPattern(topic.pattern()),
                permission(topic.publish(), catalogue),
                permission(topic.subscribe(), catalogue));
    }

    private static String permission(Optional<String> name, Catalogue catalogue) {
        name.ifPresent(permission -> {
            if (catalogue.indexOf(permission) < 0) {
                throw new IllegalStateException("latchkey.mqtt.topics: there is no permission " + permission);
            }
        });
        return name.orElse(null);
    }

    /** Empty where nobody may publish there. */
    List<Need> toPublish(String topic) {
        if (!TopicPattern.isTopic(topic)) {
            return List.of();
        }
        for (Rule rule : rules) {
            if (rule.pattern().covers(topic)) {
                return rule.publish() == null
                        ? List.of()
                        : List.of(new Need(rule.publish(), rule.pattern().place(topic)));
            }
        }
        return List.of();
    }

    /** What receiving a message needs: the topic is a filter of one. */
    List<Need> toReceive(String topic) {
        return TopicPattern.isTopic(topic) ? toSubscribe(topic) : List.of();
    }

    /**
     * Empty where nobody may subscribe to that. A filter must lie wholly within a rule's pattern; where an earlier rule
     * is asked about a part of it, what that needs is needed, too.
     */
    List<Need> toSubscribe(String asked) {
        String filter = SHARED.matcher(asked).replaceFirst("");
        if (!TopicPattern.isFilter(filter)) {
            return List.of();
        }
        List<Need> needs = new ArrayList<>();
        for (Rule rule : rules) {
            if (rule.pattern().overlaps(filter)) {
                if (rule.subscribe() == null) {
                    return List.of();
                }
                needs.add(new Need(rule.subscribe(), rule.pattern().place(filter)));
                if (rule.pattern().covers(filter)) {
                    return needs;
                }
            }
        }
        return List.of();
    }
}
