package io.latchkey.system.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.latchkey.system.people.Checker;
import io.latchkey.system.people.Guest;
import io.latchkey.system.stack.AnotherInstance;
import io.latchkey.system.stack.OnTheStack;
import io.latchkey.system.stack.Projection;
import io.latchkey.system.stack.Stack;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An instance of token-service is taken away, as in an upgrade. */
@ExtendWith(OnTheStack.class)
class FarewellJourneyTest {
    /** It has left long before it ends. */
    private static final Duration HANDED_OVER = Duration.ofSeconds(10);

    private static final String FAREWELL = "quarkus.shutdown.delay=30S";

    private final Stack stack;

    FarewellJourneyTest(Stack stack) {
        this.stack = stack;
    }

    @Test
    void whatItConsumesIsAnothersWhileItStillAnswers() throws Exception {
        Guest guest = Guest.with(stack, "reports");
        try (AnotherInstance leaving = AnotherInstance.ofTokenService(
                        stack.data(), Stack.freePortBase(), Stream.of(FAREWELL), Map.of());
                Admin kafka = Admin.create(Map.of("bootstrap.servers", stack.value("/kafka")))) {
            await().until(() -> members(kafka), List.of(2, 2)::equals);

            leaving.end();

            await().atMost(HANDED_OVER).until(() -> members(kafka), List.of(1, 1)::equals);
            assertThat(leaving.isReady()).isFalse();
            new Checker(stack, leaving.url()).finds(guest.ask(), "allowed");
            guest.ada().does().delete(guest.membership()).then().statusCode(204);
            new Checker(stack, leaving.url()).sees(guest.ask(), "wrong_workspace");
            leaving.kill();
        }
    }

    private static List<Integer> members(Admin kafka) throws ExecutionException, InterruptedException {
        var groups = kafka.describeConsumerGroups(Projection.GROUPS).all().get();
        return Projection.GROUPS.stream()
                .map(group -> groups.get(group).members().size())
                .toList();
    }
}
