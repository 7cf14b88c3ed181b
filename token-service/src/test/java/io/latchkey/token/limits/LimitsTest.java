package io.latchkey.token.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.latchkey.token.permissions.PermissionBits;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.RepeatedTest;

class LimitsTest {
    private static final long SEED = Optional.ofNullable(System.getProperty("seed"))
            .filter(seed -> !seed.isBlank())
            .map(Long::valueOf)
            .orElseGet(System::nanoTime);
    private static final Random RANDOM = new Random(SEED);
    private static final List<UUID> IDS = List.of(new UUID(0, 1), new UUID(0, 2), new UUID(0, 3));
    private static final int PERMISSIONS = 20;

    private static Limits random() {
        return new Limits(RANDOM.nextBoolean() ? bits() : null, ids(), ids(), null);
    }

    private static PermissionBits bits() {
        BitSet set = new BitSet();
        for (int index = 0; index < PERMISSIONS; index++) {
            set.set(index, RANDOM.nextBoolean());
        }
        return PermissionBits.of(set);
    }

    private static Set<UUID> ids() {
        if (RANDOM.nextBoolean()) {
            return null;
        }
        Set<UUID> ids = new HashSet<>(IDS);
        ids.removeIf(id -> RANDOM.nextBoolean());
        return ids;
    }

    private static boolean admits(Limits limits, int permission) {
        return limits.permissions() == null || limits.permissions().has(permission);
    }

    @RepeatedTest(500)
    void bothTogetherAdmitWhatEachAdmits() {
        Limits one = random();
        Limits other = random();

        Limits both = one.and(other);

        for (int permission = 0; permission < PERMISSIONS; permission++) {
            assertThat(admits(both, permission))
                    .as("seed %d %s %s", SEED, one, other)
                    .isEqualTo(admits(one, permission) && admits(other, permission));
        }
        for (UUID id : IDS) {
            assertThat(both.admitsWorkspace(id))
                    .as("seed %d %s %s", SEED, one, other)
                    .isEqualTo(one.admitsWorkspace(id) && other.admitsWorkspace(id));
            assertThat(both.admitsDevice(id))
                    .as("seed %d %s %s", SEED, one, other)
                    .isEqualTo(one.admitsDevice(id) && other.admitsDevice(id));
        }
        assertThat(both).isEqualTo(other.and(one));
    }
}
