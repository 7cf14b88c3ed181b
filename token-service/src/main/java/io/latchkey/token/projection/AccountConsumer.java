package io.latchkey.token.projection;

import io.latchkey.outbox.EventReader;
import io.latchkey.token.accounts.AccountEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

@ApplicationScoped
class AccountConsumer {
    private final EventReader reader;
    private final FollowAccount followAccount;
    private final ProjectionMetrics metrics;
    private final Heartbeats heartbeats;

    AccountConsumer(EventReader reader, FollowAccount followAccount, ProjectionMetrics metrics, Heartbeats heartbeats) {
        this.reader = reader;
        this.followAccount = followAccount;
        this.metrics = metrics;
        this.heartbeats = heartbeats;
    }

    @Incoming("accounts")
    Uni<Void> on(ConsumerRecord<String, byte[]> event) {
        if (Heartbeats.isOne(event)) {
            return reader.persistently(heartbeats.heard(List.of(event)));
        }
        if (!EventReader.type(event).equals(AccountEvent.TYPE)) {
            return Uni.createFrom().voidItem();
        }
        return reader.persistently(followAccount.follow(reader.read(event, AccountEvent.class)))
                .invoke(applied -> metrics.applied(event));
    }
}
