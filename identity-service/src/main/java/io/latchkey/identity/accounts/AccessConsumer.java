package io.latchkey.identity.accounts;

import io.latchkey.outbox.EventReader;
import io.latchkey.outbox.NewestOfAccounts;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** An API user made in a workspace needs an account here. */
@ApplicationScoped
class AccessConsumer {
    private final EventReader reader;
    private final NewestOfAccounts newestOfAccounts;
    private final FollowApiUser followApiUser;

    AccessConsumer(EventReader reader, NewestOfAccounts newestOfAccounts, FollowApiUser followApiUser) {
        this.reader = reader;
        this.newestOfAccounts = newestOfAccounts;
        this.followApiUser = followApiUser;
    }

    @Incoming("access")
    Uni<Void> on(ConsumerRecords<String, byte[]> events) {
        return newestOfAccounts.follow(events, this::read, followApiUser::news, followApiUser::follow);
    }

    private ApiUserMember read(ConsumerRecord<String, byte[]> event) {
        if (!EventReader.type(event).equals(ApiUserMember.TYPE)) {
            return null;
        }
        ApiUserMember member = reader.read(event, ApiUserMember.class);
        return member.isApiUser() ? member : null;
    }
}
