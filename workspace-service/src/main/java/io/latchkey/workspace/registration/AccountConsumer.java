package io.latchkey.workspace.registration;

import io.latchkey.outbox.EventReader;
import io.latchkey.outbox.NewestOfAccounts;
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

    AccountConsumer(EventReader reader, NewestOfAccounts newestOfAccounts, FollowAccount followAccount) {
        this.reader = reader;
        this.newestOfAccounts = newestOfAccounts;
        this.followAccount = followAccount;
    }

    @Incoming("accounts")
    Uni<Void> on(ConsumerRecords<String, byte[]> events) {
        return newestOfAccounts.follow(events, this::read, followAccount::follow);
    }

    private AccountEvent read(ConsumerRecord<String, byte[]> event) {
        return EventReader.type(event).equals(AccountEvent.TYPE) ? reader.read(event, AccountEvent.class) : null;
    }
}
