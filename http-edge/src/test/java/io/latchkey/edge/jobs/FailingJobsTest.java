package io.latchkey.edge.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.scheduler.FailedExecution;
import io.quarkus.scheduler.ScheduledExecution;
import io.quarkus.scheduler.SuccessfulExecution;
import io.quarkus.scheduler.Trigger;
import java.net.ConnectException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FailingJobsTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final FailingJobs jobs = new FailingJobs(registry);
    private final Logger logger = Logger.getLogger(FailingJobs.class.getName());
    private final Said said = new Said();

    @BeforeEach
    void listen() {
        logger.addHandler(said);
    }

    @AfterEach
    void listenNoLonger() {
        logger.removeHandler(said);
    }

    @Test
    void anOutageIsALineHoweverOftenTheJobRuns() {
        fail("mails", new ConnectException("refused"));
        fail("mails", new TimeoutException("silent"));
        fail("imports", new ConnectException("refused"));

        assertThat(said.levels()).containsExactly("WARN", "WARN");
        assertThat(said.records).allMatch(line -> line.getThrown() == null);
        assertThat(failing()).isEqualTo(2);
    }

    @Test
    void aFaultOfOursIsAnErrorWithItsStackTrace() {
        IllegalStateException fault = new IllegalStateException("never");

        fail("mails", fault);

        assertThat(said.levels()).containsExactly("ERROR");
        assertThat(said.records.getFirst().getThrown()).isSameAs(fault);
    }

    @Test
    void aFaultThatFollowsAnOutageIsToldToo() {
        fail("mails", new ConnectException("refused"));
        fail("mails", new IllegalStateException("never"));

        assertThat(said.levels()).containsExactly("WARN", "ERROR");
        assertThat(failing()).isEqualTo(1);
    }

    @Test
    void whatWorksAgainIsToldOnceAndNotCounted() {
        fail("mails", new ConnectException("refused"));
        jobs.succeeded(new SuccessfulExecution(new Execution("mails")));
        jobs.succeeded(new SuccessfulExecution(new Execution("mails")));

        assertThat(said.levels()).containsExactly("WARN", "INFO");
        assertThat(failing()).isZero();
    }

    private void fail(String job, Exception failure) {
        jobs.failed(new FailedExecution(new Execution(job), failure));
    }

    private double failing() {
        return registry.get("latchkey.jobs.failing").gauge().value();
    }

    private record Execution(String job) implements ScheduledExecution, Trigger {
        @Override
        public Trigger getTrigger() {
            return this;
        }

        @Override
        public Instant getFireTime() {
            return Instant.EPOCH;
        }

        @Override
        public Instant getScheduledFireTime() {
            return Instant.EPOCH;
        }

        @Override
        public String getId() {
            return job;
        }

        @Override
        public Instant getNextFireTime() {
            return Instant.EPOCH;
        }

        @Override
        public Instant getPreviousFireTime() {
            return Instant.EPOCH;
        }

        @Override
        public boolean isOverdue() {
            return false;
        }

        @Override
        public String getMethodDescription() {
            return job;
        }
    }

    private static final class Said extends Handler {
        private final List<LogRecord> records = new ArrayList<>();

        List<String> levels() {
            return records.stream().map(line -> line.getLevel().getName()).toList();
        }

        @Override
        public void publish(LogRecord line) {
            records.add(line);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
