package io.latchkey.outbox;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * Many events at once, and of each account the newest alone: what it was in between, nobody needs to know any more, and after
 * an outage that is most of them.
 */
@ApplicationScoped
public class NewestOfAccounts {
    /** Of the database's connections, most of which are for requests. */
    private static final int AT_ONCE = 8;

    private final EventReader reader;
    private final DeadLetters deadLetters;
    private final Vertx vertx;

    NewestOfAccounts(EventReader reader, DeadLetters deadLetters, Vertx vertx) {
        this.reader = reader;
        this.deadLetters = deadLetters;
        this.vertx = vertx;
    }

    /**
     * Some at once, each until it works; what can never be applied goes to the dead-letter topic.
     *
     * @param read null for an event that is of no interest
     */
    public <E extends OfAccount> Uni<Void> follow(
            ConsumerRecords<String, byte[]> events,
            Function<ConsumerRecord<String, byte[]>, E> read,
            Function<E, Uni<Void>> follow) {
        Map<UUID, E> newest = new LinkedHashMap<>();
        List<ConsumerRecord<String, byte[]>> poison = deadLetters.unreadable(events, event -> {
            E told = read.apply(event);
            if (told != null) {
                newest.merge(told.account(), told, (one, other) -> other.revision() > one.revision() ? other : one);
            }
        });
        return reader.persistently(deadLetters.bury(poison))
                .flatMap(buried -> Multi.createFrom()
                        .iterable(newest.values())
                        .onItem()
                        .transformToUni(told -> reader.persistently(apart(() -> follow.apply(told))))
                        .merge(AT_ONCE)
                        .collect()
                        .last());
    }

    /** In a Vert.x context of its own: that is what a session of Hibernate Reactive belongs to. */
    private Uni<Void> apart(Supplier<Uni<? extends Void>> work) {
        return Uni.createFrom().deferred(work).runSubscriptionOn(command -> {
            Context own = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
            VertxContextSafetyToggle.setContextSafe(own, true);
            own.runOnContext(on -> command.run());
        });
    }
}
