package io.latchkey.token.permissions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class PermissionBitsTest {
    private static final long SEED = Optional.ofNullable(System.getProperty("seed"))
            .filter(seed -> !seed.isBlank())
            .map(Long::valueOf)
            .orElseGet(System::nanoTime);
    private static final Random RANDOM = new Random(SEED);

    private static BitSet random() {
        BitSet set = new BitSet();
        int size = 1 + RANDOM.nextInt(200);
        for (int i = 0; i < size; i++) {
            set.set(RANDOM.nextInt(size), RANDOM.nextBoolean());
        }
        return set;
    }

    @RepeatedTest(300)
    void holdsExactlyWhatWasPutIn() {
        BitSet set = random();
        PermissionBits bits = PermissionBits.of(set);

        for (int index = -1; index < 210; index++) {
            assertThat(bits.has(index)).as("seed %d index %d", SEED, index).isEqualTo(index >= 0 && set.get(index));
        }
        assertThat(bits.isEmpty()).isEqualTo(set.isEmpty());
        assertThat(bits.toBitSet()).isEqualTo(set);
    }

    @RepeatedTest(300)
    void theUnionHoldsWhatEitherHolds() {
        BitSet one = random();
        BitSet other = random();
        BitSet union = (BitSet) one.clone();
        union.or(other);

        assertThat(PermissionBits.of(one).or(PermissionBits.of(other)).toBitSet())
                .as("seed %d", SEED)
                .isEqualTo(union);
    }

    @Test
    void isShort() {
        BitSet twelve = new BitSet();
        twelve.set(0, 12);

        assertThat(PermissionBits.of(twelve).hex()).isEqualTo("fff");
        assertThat(PermissionBits.of(new BitSet()).hex()).isEmpty();
    }
}
