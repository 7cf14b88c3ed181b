package io.latchkey.system.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.latchkey.system.lab.History.Change;
import io.latchkey.system.lab.History.Checked;
import io.latchkey.system.lab.History.Extra;
import io.latchkey.system.lab.History.Holder;
import io.latchkey.system.lab.History.Wait;
import io.latchkey.system.lab.Promises.Broken;
import io.latchkey.system.lab.Promises.Terms;
import io.latchkey.system.lab.Promises.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whoever judges the fault runs: that it finds what is broken, and nothing else. */
class PromisesTest {
    private static final long SECOND = 1_000_000_000;

    private final History history = new History();
    private final Holder holder = new Holder("account", "token", Set.of("reports"));
    private final long now = System.nanoTime();

    private List<Promise> broken(Terms terms) {
        return new Promises(null, null, history)
                .inHistory(terms).stream().map(Broken::promise).toList();
    }

    private void removed(long start, long end, long knownAt) {
        Change change = new Change(Set.of(), start);
        change.end = end;
        change.knownAt = knownAt;
        change.revision = "revision";
        holder.changes.add(change);
    }

    private void checked(Extra extra, int seen, int instance, long start, int status, String verdict) {
        history.checks.add(
                new Checked(holder, extra, false, "reports", seen, instance, start, start + 10, status, verdict));
    }

    @Test
    void aRightThatIsKnownToBeGoneMayNotBeAllowed() {
        removed(now + 100, now + 200, now + 300);

        checked(null, 0, 0, now + 50, 200, "allowed");
        checked(null, 0, 0, now + 250, 200, "allowed");
        assertThat(broken(Terms.USUAL)).isEmpty();

        checked(null, 0, 0, now + 301, 200, "allowed");
        assertThat(broken(Terms.USUAL)).containsExactly(Promise.A);
    }

    @Test
    void norWhereItsRemovalWasAskedFor() {
        removed(now + 100, now + 200, 0);

        checked(null, 2, 0, now + 210, 200, "allowed");

        assertThat(broken(Terms.USUAL)).containsExactly(Promise.A);
    }

    @Test
    void aLaterChangeMayHaveGivenItBack() {
        removed(now + 100, now + 200, now + 300);
        holder.changes.add(new Change(Set.of("reports"), now + 400));

        checked(null, 0, 0, now + 401, 200, "allowed");

        assertThat(broken(Terms.USUAL)).isEmpty();
    }

    @Test
    void aChangeThatMustBeSeenSoonIs() {
        history.waits.add(new Wait(Duration.ofSeconds(5), Duration.ofSeconds(5)));
        assertThat(broken(Terms.USUAL)).isEmpty();

        history.waits.add(new Wait(Duration.ofMillis(5001), Duration.ofSeconds(5)));
        assertThat(broken(Terms.USUAL)).containsExactly(Promise.C);
    }

    @Test
    void aRevokedTokenMayNotBeAllowedButByAnotherInstanceAfterALossyFailover() {
        Extra extra = new Extra(holder, "extra", null);
        extra.revocationStart = now + 100;
        extra.revocationEnd = now + 200;
        extra.revokedBy = 1;
        Terms lossy = new Terms(new Window(now + 150, now + 1000), Window.NONE, Window.NONE);

        checked(extra, 0, 0, now + 150, 200, "allowed");
        assertThat(broken(Terms.USUAL)).isEmpty();

        checked(extra, 0, 0, now + 201, 200, "allowed");
        assertThat(broken(Terms.USUAL)).containsExactly(Promise.A);
        assertThat(broken(lossy)).isEmpty();

        checked(extra, 0, 1, now + 201, 200, "allowed");
        assertThat(broken(lossy)).containsExactly(Promise.A);
    }

    @Test
    void aGoodTokenMayBeUnknownToAnotherInstanceAloneAfterALossyFailover() {
        Extra extra = new Extra(holder, "extra", null);
        extra.madeBy = 1;
        Terms lossy = new Terms(new Window(now, now + 1000), Window.NONE, Window.NONE);

        checked(extra, 0, 0, now + 1, 200, "unknown");
        assertThat(broken(Terms.USUAL)).containsExactly(Promise.D);
        assertThat(broken(lossy)).isEmpty();

        checked(extra, 0, 0, now + 1, 200, "revoked");
        assertThat(broken(lossy)).containsExactly(Promise.D);
        checked(extra, 0, 1, now + 1, 200, "unknown");
        assertThat(broken(lossy)).containsExactly(Promise.D, Promise.D);
    }

    @Test
    void aTokenThatIsOverMayNotBeAllowedNorBeOverBeforeItIs() {
        Extra extra = new Extra(holder, "extra", Instant.now().plusSeconds(60));

        checked(extra, 0, 0, extra.over - 1, 200, "allowed");
        checked(extra, 0, 0, extra.over, 200, "expired");
        assertThat(broken(Terms.USUAL)).isEmpty();

        checked(extra, 0, 0, extra.over + SECOND, 200, "allowed");
        assertThat(broken(Terms.USUAL)).containsExactly(Promise.A);

        checked(extra, 0, 0, extra.over - SECOND, 200, "expired");
        assertThat(broken(Terms.USUAL)).containsExactly(Promise.A, Promise.D);
    }

    @Test
    void whatIsGoodIsNeverCalledWrongAndWhatCannotBeSaidIsNoVerdict() {
        checked(null, 0, 0, now, 503, null);
        checked(null, 0, 0, now, Http.NONE, null);
        checked(null, 0, 0, now, 200, "missing_permission");
        assertThat(broken(Terms.USUAL)).isEmpty();

        checked(null, 0, 0, now, 200, "unknown");
        checked(null, 0, 0, now, 401, null);
        checked(null, 0, 0, now, 500, null);
        assertThat(broken(Terms.USUAL)).containsExactly(Promise.D, Promise.D, Promise.D);
    }

    @Test
    void norIsAChangeThatCannotBeMadeAFaultOfOurs() {
        history.statuses.addAll(List.of(Http.NONE, 201, 403, 503));
        assertThat(broken(Terms.USUAL)).isEmpty();

        history.statuses.addAll(List.of(500, 504));
        assertThat(broken(Terms.USUAL)).containsExactly(Promise.D, Promise.D);
    }

    @Test
    void nothingIsAllowedWhileEventsAreTooLate() {
        checked(null, 0, 0, now + 10, 200, "allowed");

        assertThat(broken(new Terms(Window.NONE, new Window(now, now + 20), Window.NONE)))
                .containsExactly(Promise.A);
    }

    @Test
    void everyCheckIsAnsweredWhereNothingIsAway() {
        Terms answered = new Terms(Window.NONE, Window.NONE, new Window(now, now + 20));
        checked(null, 1, 0, now + 10, 503, null);
        assertThat(broken(answered)).isEmpty();

        checked(null, 0, 0, now + 10, 503, null);
        checked(null, 0, 0, now + 10, Http.NONE, null);
        assertThat(broken(answered)).containsExactly(Promise.D, Promise.D);
        assertThat(broken(Terms.USUAL)).isEmpty();
    }

    @Test
    void aForeignTokenIsNeverAllowed() {
        history.checks.add(new Checked(holder, null, true, "reports", 0, 0, now, now + 10, 200, "wrong_workspace"));
        assertThat(broken(Terms.USUAL)).isEmpty();

        history.checks.add(new Checked(holder, null, true, "reports", 0, 0, now, now + 10, 200, "allowed"));
        assertThat(broken(Terms.USUAL)).containsExactly(Promise.E);
    }
}
