package io.latchkey.edge.problems;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParseException;
import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import java.io.CharConversionException;
import java.net.ConnectException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class DependencyDownTest {
    private static final String DEADLOCK = "40P01";
    private static final String UNIQUE = "23505";
    private static final String LOCK_TIMEOUT = "55P03";

    @Test
    void aDeadlockIsTriedAgainHoweverItIsThrown() {
        assertThat(DependencyDown.causedBy(new PgException("deadlock", "ERROR", DEADLOCK, "")))
                .isTrue();
        assertThat(DependencyDown.causedBy(new IllegalStateException(new SQLException("deadlock", DEADLOCK))))
                .isTrue();
    }

    @Test
    void soIsALockThatSomebodyHoldsForTooLong() {
        assertThat(DependencyDown.causedBy(new PgException("lock timeout", "ERROR", LOCK_TIMEOUT, "")))
                .isTrue();
    }

    @Test
    void isToldOfInALineWithWhatIsAtTheBottom() {
        assertThat(DependencyDown.told(
                        new IllegalStateException("no keys", new SQLException(new ConnectException("refused")))))
                .isEqualTo("java.lang.IllegalStateException: no keys, since java.net.ConnectException: refused");
        assertThat(DependencyDown.told(new ConnectException("refused")))
                .isEqualTo("java.net.ConnectException: refused");
    }

    @Test
    void aRefusedConnectionIsAnOutage() {
        assertThat(DependencyDown.causedBy(new IllegalStateException(new ConnectException())))
                .isTrue();
    }

    @Test
    void soIsOneThatNobodyHasForUs() {
        assertThat(DependencyDown.causedBy(new VertxException("Timeout waiting for connection", true)))
                .isTrue();
        assertThat(DependencyDown.causedBy(new NoStackTraceThrowable("Timeout")))
                .isTrue();
    }

    @Test
    void whatTheDatabaseRefusesIsNone() {
        assertThat(DependencyDown.causedBy(new IllegalStateException(new SQLException("unique", UNIQUE))))
                .isFalse();
        assertThat(DependencyDown.causedBy(new NullPointerException())).isFalse();
    }

    @Test
    void norIsTextThatCannotBeRead() {
        assertThat(DependencyDown.causedBy(new JsonParseException(null, "no JSON")))
                .isFalse();
        assertThat(DependencyDown.causedBy(new CharConversionException("no UTF-32")))
                .isFalse();
    }
}
