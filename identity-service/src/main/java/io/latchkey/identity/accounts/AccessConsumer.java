package io.latchkey.identity.accounts;

import io.latchkey.outbox.EventReader;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** An API user made in a workspace needs an account here. */
@ApplicationScoped
class AccessConsumer {
    private final EventReader reader;
    private final FollowApiUser followApiUser;

    AccessConsumer(EventReader reader, FollowApiUser followApiUser) {
        this.reader = reader;
        this.followApiUser = followApiUser;
    }

    @Incoming("access")
    Uni<Void> on(ConsumerRecord<String, byte[]> event) {
        if (!EventReader.type(event).equals(ApiUserMember.TYPE)) {
            return Uni.createFrom().voidItem();
        }
        ApiUserMember member = reader.read(event, ApiUserMember.class);
        if (!member.isApiUser()) {
            return Uni.createFrom().voidItem();
        }
        return reader.persistently(followApiUser.follow(member));
    }
}
