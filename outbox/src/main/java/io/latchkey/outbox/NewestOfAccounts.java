package io.latchkey.outbox;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * Many events at once, and of each account the newest alone: what it was in between, nobody needs to know any more, and after
 * an outage that is most of them.
 */
@ApplicationScoped
public class NewestOfAccounts {
    private final EventReader reader;
    private final DeadLetters deadLetters;
    private final SomeAtOnce someAtOnce;
    private final HandOver handOver;

    NewestOfAccounts(EventReader reader, DeadLetters deadLetters, SomeAtOnce someAtOnce, HandOver handOver) {
        this.reader = reader;
        this.deadLetters = deadLetters;
        this.someAtOnce = someAtOnce;
        this.handOver = handOver;
    }

    /**
     * Some at once, each until it works; what can never be applied goes to the dead-letter topic. Never done where the
     * instance has been told to end, so that no more is asked for.
     *
     * @param read null for an event that is of no interest
     */
    public <E extends OfAccount> Uni<Void> follow(
            ConsumerRecords<String, byte[]> events,
            Function<ConsumerRecord<String, byte[]>, E> read,
            Function<E, Uni<Void>> follow) {
        return follow(events, read, all -> Uni.createFrom().item(List.copyOf(all)), follow);
    }

    /** @param choose those of them that are to be followed */
    public <E extends OfAccount> Uni<Void> follow(
            ConsumerRecords<String, byte[]> events,
            Function<ConsumerRecord<String, byte[]>, E> read,
            Function<Collection<E>, Uni<List<E>>> choose,
            Function<E, Uni<Void>> follow) {
        Map<UUID, E> newest = new LinkedHashMap<>();
        List<ConsumerRecord<String, byte[]>> poison = deadLetters.unreadable(events, event -> {
            E told = read.apply(event);
            if (told != null) {
                newest.merge(told.account(), told, (one, other) -> other.revision() > one.revision() ? other : one);
            }
        });
        return reader.persistently(deadLetters.bury(poison))
                .flatMap(buried -> reader.persistently(choose.apply(newest.values())))
                .flatMap(chosen -> someAtOnce.each(chosen == null ? newest.values() : chosen, follow))
                .flatMap(followed -> handOver.hasBegun()
                        ? Uni.createFrom().nothing()
                        : Uni.createFrom().voidItem());
    }
}
