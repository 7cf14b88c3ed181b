package io.latchkey.workspace.rights;

import static org.assertj.core.api.Assertions.assertThat;

import io.latchkey.edge.callers.CallerLimits;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Random ones from a seed: {@code -Dseed=…} replays. */
class EffectiveRightsTest {
    private static final long SEED = Optional.ofNullable(System.getProperty("seed"))
            .filter(seed -> !seed.isBlank())
            .map(Long::valueOf)
            .orElseGet(System::nanoTime);
    private static final Random RANDOM = new Random(SEED);
    private static final List<String> PERMISSIONS = List.of("a", "b", "c");
    private static final List<String> ON_DEVICES = List.of("view", "edit", "command");
    private static final List<UUID> DEVICES = List.of(new UUID(0, 1), new UUID(0, 2), new UUID(0, 3), new UUID(0, 4));

    static {
        System.err.println("EffectiveRightsTest seed=" + SEED);
    }

    private static <T> Set<T> some(List<T> all) {
        Set<T> some = new HashSet<>();
        all.forEach(one -> {
            if (RANDOM.nextBoolean()) {
                some.add(one);
            }
        });
        return some;
    }

    private static EffectiveRights random() {
        List<DeviceGrant> grants = new ArrayList<>();
        for (int i = RANDOM.nextInt(3); i > 0; i--) {
            grants.add(new DeviceGrant(some(DEVICES), some(ON_DEVICES)));
        }
        return new EffectiveRights(some(PERMISSIONS), some(ON_DEVICES), grants);
    }

    /** What covering means, spelt out: every single thing the other may do, this one may do. */
    private static boolean everySingleThing(EffectiveRights mine, EffectiveRights theirs) {
        boolean permissions = theirs.permissions().stream().allMatch(mine::has);
        boolean future = mine.everyDevice().containsAll(theirs.everyDevice());
        boolean listed = DEVICES.stream()
                .filter(device -> theirs.grants().stream()
                        .anyMatch(grant -> grant.devices().contains(device)))
                .allMatch(device -> mine.on(device).containsAll(theirs.on(device)));
        return permissions && future && listed;
    }

    @RepeatedTest(500)
    void coversExactlyWhatItHoldsEveryBitOf() {
        EffectiveRights mine = random();
        EffectiveRights theirs = random();

        assertThat(mine.covers(theirs))
                .as("seed %d: %s covers %s", SEED, mine, theirs)
                .isEqualTo(everySingleThing(mine, theirs));
    }

    @RepeatedTest(500)
    void whatIsBeyondIsWhatIsMissingAndNothingElse() {
        EffectiveRights before = random();
        EffectiveRights after = random();
        EffectiveRights added = after.beyond(before);

        for (UUID device : DEVICES) {
            Set<String> both = new HashSet<>(before.on(device));
            both.addAll(added.on(device));
            assertThat(both).as("seed %d", SEED).containsAll(after.on(device));
            assertThat(after.on(device)).as("seed %d", SEED).containsAll(added.on(device));
        }
        assertThat(added.permissions()).as("seed %d", SEED).noneMatch(before::has);
        assertThat(before.beyond(before).permissions()).isEmpty();
    }

    @Test
    void nothingIsCoveredByAnybody() {
        assertThat(EffectiveRights.NONE.covers(EffectiveRights.NONE)).isTrue();
        assertThat(random().covers(EffectiveRights.NONE)).isTrue();
    }

    @Test
    void oneDeviceDoesNotCoverAllOfThem() {
        EffectiveRights one =
                new EffectiveRights(Set.of(), Set.of(), List.of(new DeviceGrant(Set.copyOf(DEVICES), Set.of("view"))));
        EffectiveRights all = new EffectiveRights(Set.of(), Set.of("view"), List.of());

        assertThat(one.covers(all)).isFalse();
        assertThat(all.covers(one)).isTrue();
    }

    /** Cut rights hold exactly what both the rights and the limits hold. */
    @RepeatedTest(500)
    void limitsKeepWhatTheyAdmitAndNothingElse() {
        EffectiveRights rights = random();
        CallerLimits limits = new CallerLimits(
                RANDOM.nextBoolean() ? some(List.of("a", "b", "view", "edit")) : null,
                null,
                RANDOM.nextBoolean() ? some(DEVICES) : null);

        EffectiveRights cut = rights.within(limits);

        for (String permission : PERMISSIONS) {
            assertThat(cut.has(permission))
                    .as("seed %d %s %s", SEED, rights, limits)
                    .isEqualTo(rights.has(permission) && limits.admitPermission(permission));
        }
        for (UUID device : DEVICES) {
            Set<String> expected = new HashSet<>(rights.on(device));
            expected.removeIf(permission -> !limits.admitDevice(device) || !limits.admitPermission(permission));
            assertThat(cut.on(device)).as("seed %d %s %s", SEED, rights, limits).isEqualTo(expected);
        }
        assertThat(rights.covers(cut)).as("seed %d", SEED).isTrue();
        assertThat(limits.devices() == null || cut.everyDevice().isEmpty()).isTrue();
    }
}
