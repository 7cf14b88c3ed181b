package io.latchkey.workspace.registration;

import io.latchkey.outbox.EventReader;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

@ApplicationScoped
class AccountConsumer {
    private final EventReader reader;
    private final FollowAccount followAccount;

    AccountConsumer(EventReader reader, FollowAccount followAccount) {
        this.reader = reader;
        this.followAccount = followAccount;
    }

    @Incoming("accounts")
    Uni<Void> on(ConsumerRecord<String, byte[]> event) {
        if (!EventReader.type(event).equals(AccountEvent.TYPE)) {
            return Uni.createFrom().voidItem();
        }
        return reader.persistently(followAccount.follow(reader.read(event, AccountEvent.class)));
    }
}
