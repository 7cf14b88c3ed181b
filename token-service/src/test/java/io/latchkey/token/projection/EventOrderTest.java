package io.latchkey.token.projection;

import static io.latchkey.token.Told.verdictAt;
import static org.assertj.core.api.Assertions.assertThat;

import io.latchkey.local.tests.Servers;
import io.latchkey.token.Told;
import io.latchkey.token.Told.Holder;
import io.latchkey.token.Told.Member;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.RepeatedTest;

/** In whatever order events come, and however often: what is left is what the newest of each thing says. */
@QuarkusTest
@WithTestResource(Servers.class)
class EventOrderTest {
    private static final long SEED = Optional.ofNullable(System.getProperty("seed"))
            .filter(seed -> !seed.isBlank())
            .map(Long::valueOf)
            .orElseGet(System::nanoTime);
    private static final List<String> PERMISSIONS =
            List.of("basics", "members", "billing", "rules", "reports", "zones");
    private static final int REVISIONS = 8;

    private static final Random RANDOM = new Random(SEED);

    private final UUID workspace = UUID.randomUUID();
    private final UUID device = UUID.randomUUID();

    @RepeatedTest(5)
    void theNewestOfEachThingIsWhatCounts() {
        Holder user = Told.user();
        Map<Long, List<String>> rights = new HashMap<>();
        List<Long> revisions = new ArrayList<>();
        for (int i = 0; i < REVISIONS; i++) {
            long revision = Told.next();
            rights.put(revision, some());
            revisions.add(revision);
        }
        long newest = Collections.max(revisions);
        boolean deviceIsThere = RANDOM.nextBoolean();

        shuffledTwice(revisions).forEach(revision -> tell(user, revision, rights.get(revision)));
        List<LongConsumer> ofDevice = List.of(
                revision -> Told.device(workspace, device, "active", "[]", revision),
                revision -> Told.device(workspace, device, "removed", "[]", revision));
        long first = Told.next();
        long second = Told.next();
        List<Runnable> tellings = new ArrayList<>(List.of(
                () -> ofDevice.get(deviceIsThere ? 1 : 0).accept(first),
                () -> ofDevice.get(deviceIsThere ? 0 : 1).accept(second)));
        Collections.shuffle(tellings, RANDOM);
        tellings.forEach(Runnable::run);
        // Everything has arrived once what is sent last has: it all goes through one partition.
        UUID other = UUID.randomUUID();
        verdictAt(new Member(other, user.account()).tell(), user.token(), other, null, null);

        for (String permission : PERMISSIONS) {
            assertThat(verdictAt(newest, user.token(), workspace, permission, null))
                    .as("seed %d: %s of %s", SEED, permission, rights.get(newest))
                    .isEqualTo(rights.get(newest).contains(permission) ? "allowed" : "missing_permission");
        }
        assertThat(verdictAt(newest, user.token(), workspace, "device:view", device))
                .as("seed %d", SEED)
                .isEqualTo(deviceIsThere ? "allowed" : "wrong_device");
    }

    private void tell(Holder user, long revision, List<String> permissions) {
        new Member(workspace, user.account())
                .permissions(permissions.toArray(String[]::new))
                .everyDevice("device:view")
                .tell(revision);
    }

    private static List<String> some() {
        return PERMISSIONS.stream().filter(permission -> RANDOM.nextBoolean()).toList();
    }

    private static List<Long> shuffledTwice(List<Long> revisions) {
        List<Long> all = new ArrayList<>(revisions);
        all.addAll(revisions);
        Collections.shuffle(all, RANDOM);
        return all;
    }
}
