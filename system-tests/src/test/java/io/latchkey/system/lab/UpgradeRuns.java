package io.latchkey.system.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.latchkey.system.lab.Promises.Terms;
import io.latchkey.system.lab.Round.Outcome;
import io.latchkey.system.stack.Stack;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code make upgrade}: an older version is replaced by this one while clients change rights, revoke tokens and check. */
class UpgradeRuns {
    private static final Path DATA = Path.of("target/upgrade").toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** At first, and when the first of the newer version comes, whose marks the older one does not know. */
    private static final int MOST_FILLS = 4;
    /** In which both versions serve. */
    private static final double BOTH = 4;

    @Test
    void promisesHoldWhileAnOlderVersionIsReplaced() throws Exception {
        Path home = Path.of(System.getProperty("before")).toAbsolutePath();
        Stack.forget(DATA);
        try (Upgrade upgrade = Upgrade.of(home, DATA)) {
            Tenant tenant = new Tenant(upgrade);
            Outcome outcome = new Round(upgrade, tenant).run(() -> replaced(upgrade), PATIENCE);

            System.out.printf(
                    "upgrade: %d operations, %d violations, visible in %d ms, Redis filled %d times%n",
                    outcome.operations(), outcome.broken().size(), outcome.visibleMillis(), upgrade.fills());
            assertThat(outcome.broken()).isEmpty();
            assertThat(outcome.visibleMillis())
                    .as("changes are seen afterwards")
                    .isNotNegative();
            assertThat(upgrade.fills()).isLessThanOrEqualTo(MOST_FILLS);
        }
    }

    private static Terms replaced(Upgrade upgrade) throws Exception {
        for (String service : List.of(Upgrade.TOKEN, Upgrade.WORKSPACE, Upgrade.IDENTITY)) {
            upgrade.newer(service);
            Lab.lasts(BOTH);
            upgrade.olderIsBack(service);
            Lab.lasts(BOTH);
        }
        upgrade.olderIsGone();
        Lab.lasts(BOTH);
        return Terms.USUAL;
    }
}
