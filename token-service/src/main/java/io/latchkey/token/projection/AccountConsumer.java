package io.latchkey.token.projection;

import io.latchkey.outbox.EventReader;
import io.latchkey.token.accounts.AccountEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Takes many events at once: of each account the newest alone, and of heartbeats the newest of each partition. */
@ApplicationScoped
class AccountConsumer {
    private final EventReader reader;
    private final FollowAccount followAccount;
    private final DeadLetters deadLetters;
    private final ProjectionMetrics metrics;
    private final Heartbeats heartbeats;

    AccountConsumer(
            EventReader reader,
            FollowAccount followAccount,
            DeadLetters deadLetters,
            ProjectionMetrics metrics,
            Heartbeats heartbeats) {
        this.reader = reader;
        this.followAccount = followAccount;
        this.deadLetters = deadLetters;
        this.metrics = metrics;
        this.heartbeats = heartbeats;
    }

    @Incoming("accounts")
    Uni<Void> on(ConsumerRecords<String, byte[]> events) {
        Map<UUID, AccountEvent> newest = new LinkedHashMap<>();
        List<ConsumerRecord<String, byte[]>> poison = deadLetters.unreadable(events, event -> add(event, newest));
        return reader.persistently(deadLetters.bury(poison))
                .flatMap(buried -> follow(newest.values()))
                .flatMap(applied -> reader.persistently(heartbeats.heard(events)))
                .invoke(heard -> events.forEach(metrics::applied));
    }

    private void add(ConsumerRecord<String, byte[]> event, Map<UUID, AccountEvent> newest) {
        if (EventReader.type(event).equals(AccountEvent.TYPE)) {
            AccountEvent told = reader.read(event, AccountEvent.class);
            newest.merge(told.account(), told, (one, other) -> other.revision() > one.revision() ? other : one);
        }
    }

    private Uni<Void> follow(Collection<AccountEvent> accounts) {
        return Multi.createFrom()
                .iterable(accounts)
                .onItem()
                .transformToUniAndConcatenate(told -> reader.persistently(followAccount.follow(told)))
                .collect()
                .last();
    }
}
