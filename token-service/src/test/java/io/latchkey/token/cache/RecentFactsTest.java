package io.latchkey.token.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.latchkey.token.cache.CacheReader.Wanted;
import io.latchkey.token.limits.Limits;
import io.latchkey.token.scopes.Facts;
import io.latchkey.token.scopes.TokenEntry;
import io.latchkey.token.scopes.TokenEntry.AccountKind;
import io.latchkey.token.scopes.TokenEntry.Status;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RecentFactsTest {
    private static final Facts FACTS = new Facts(
            new TokenEntry(1, UUID.randomUUID(), UUID.randomUUID(), AccountKind.USER, Status.ACTIVE, 0, 1, Limits.NONE),
            null,
            null,
            null,
            null,
            null,
            0);

    private final Wanted wanted = new Wanted(new byte[32], UUID.randomUUID(), UUID.randomUUID(), null);

    private static RecentFacts lasting(Duration memory) {
        return new RecentFacts(new Remembering(memory));
    }

    private RecentFacts told() {
        RecentFacts recent = lasting(Duration.ofSeconds(1));
        recent.told();
        recent.remember(wanted, FACTS, recent.now());
        assertThat(recent.of(wanted)).isEqualTo(FACTS);
        return recent;
    }

    @Test
    void areBelievedUntilAKeyOfThemChanges() {
        for (String key : new String[] {
            Keys.token(wanted.hmac()), Keys.workspace(wanted.workspace()), Keys.device(wanted.device())
        }) {
            RecentFacts recent = told();

            recent.changed(key);

            assertThat(recent.of(wanted)).as(key).isNull();
        }
    }

    @Test
    void areNotBelievedWhereTheChangeCameWhileTheyWereRead() {
        RecentFacts recent = told();
        long askedAt = recent.now();
        recent.changed(Keys.token(wanted.hmac()));

        recent.remember(wanted, FACTS, askedAt);

        assertThat(recent.of(wanted)).isNull();
    }

    @Test
    void areNotBelievedWhileNobodyTellsOfChanges() {
        RecentFacts recent = told();

        recent.notTold();
        assertThat(recent.of(wanted)).isNull();
        recent.told();
        assertThat(recent.of(wanted)).isNull();
    }

    @Test
    void areNotBelievedForLongerThanConfiguredWhateverIsTold() {
        RecentFacts recent = lasting(Duration.ofMillis(50));
        recent.told();
        recent.remember(wanted, FACTS, recent.now());

        await().pollInterval(Duration.ofMillis(5)).until(() -> recent.of(wanted) == null);
        assertThat(recent.now()).isGreaterThan(Duration.ofMillis(50).toNanos());
    }

    @Test
    void areOffUnlessConfigured() {
        RecentFacts off = lasting(Duration.ZERO);
        off.told();
        off.remember(wanted, FACTS, off.now());

        assertThat(off.of(wanted)).isNull();
        assertThatThrownBy(() -> lasting(Duration.ofMillis(1001)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("latchkey.cache.memory");
    }
}
