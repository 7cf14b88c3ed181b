package io.latchkey.token.projection;

import io.latchkey.outbox.EventReader;
import io.latchkey.outbox.NewestOfAccounts;
import io.latchkey.token.accounts.AccountEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

@ApplicationScoped
class AccountConsumer {
    private final EventReader reader;
    private final NewestOfAccounts newestOfAccounts;
    private final FollowAccount followAccount;
    private final ProjectionMetrics metrics;
    private final Heartbeats heartbeats;

    AccountConsumer(
            EventReader reader,
            NewestOfAccounts newestOfAccounts,
            FollowAccount followAccount,
            ProjectionMetrics metrics,
            Heartbeats heartbeats) {
        this.reader = reader;
        this.newestOfAccounts = newestOfAccounts;
        this.followAccount = followAccount;
        this.metrics = metrics;
        this.heartbeats = heartbeats;
    }

    @Incoming("accounts")
    Uni<Void> on(ConsumerRecords<String, byte[]> events) {
        return newestOfAccounts
                .follow(events, this::read, followAccount::follow)
                .flatMap(applied -> reader.persistently(heartbeats.heard(events)))
                .invoke(heard -> events.forEach(metrics::applied));
    }

    private AccountEvent read(ConsumerRecord<String, byte[]> event) {
        return EventReader.type(event).equals(AccountEvent.TYPE) ? reader.read(event, AccountEvent.class) : null;
    }
}
