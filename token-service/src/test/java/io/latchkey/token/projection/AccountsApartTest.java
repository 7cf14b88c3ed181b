package io.latchkey.token.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.latchkey.local.tests.Servers;
import io.latchkey.outbox.NewestOfAccounts;
import io.latchkey.token.accounts.AccountEvent;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Servers.class)
class AccountsApartTest {
    private static final String TOPIC = "identity.accounts.v1";

    @Inject
    NewestOfAccounts newestOfAccounts;

    private final UUID slow = UUID.randomUUID();
    private final UUID other = UUID.randomUUID();
    private final CompletableFuture<Void> slowIsDone = new CompletableFuture<>();
    private final List<AccountEvent> followed = new CopyOnWriteArrayList<>();

    @Test
    void anAccountThatHasToWaitKeepsNoOtherOfItsBatchWaiting() {
        ConsumerRecords<String, byte[]> batch = batch(slow, other, other);

        CompletableFuture<Void> all = newestOfAccounts
                .follow(batch, AccountsApartTest::read, this::follow)
                .subscribeAsCompletionStage();

        await().until(() -> followed.size() == 1);
        assertThat(followed).containsExactly(event(other, 2));
        assertThat(all).isNotDone();
        slowIsDone.complete(null);
        all.join();
        assertThat(followed).containsExactly(event(other, 2), event(slow, 0));
    }

    private Uni<Void> follow(AccountEvent event) {
        Uni<Void> begun = event.account().equals(slow)
                ? Uni.createFrom().completionStage(slowIsDone)
                : Uni.createFrom().voidItem();
        return begun.invoke(() -> followed.add(event));
    }

    private static ConsumerRecords<String, byte[]> batch(UUID... accounts) {
        List<ConsumerRecord<String, byte[]>> records = Stream.iterate(0, i -> i < accounts.length, i -> i + 1)
                .map(i -> new ConsumerRecord<>(TOPIC, 0, (long) i, accounts[i].toString(), new byte[0]))
                .toList();
        return new ConsumerRecords<>(Map.of(new TopicPartition(TOPIC, 0), records), Map.of());
    }

    private static AccountEvent read(ConsumerRecord<String, byte[]> event) {
        return event(UUID.fromString(event.key()), event.offset());
    }

    private static AccountEvent event(UUID account, long revision) {
        return new AccountEvent(account, "user", "active", "Somebody", revision);
    }
}
