package io.latchkey.edge.jobs;

import io.latchkey.edge.problems.DependencyDown;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.util.ExceptionUtil;
import io.quarkus.scheduler.FailedExecution;
import io.quarkus.scheduler.ScheduledExecution;
import io.quarkus.scheduler.SuccessfulExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Scheduled jobs that could not do their work when they last ran: what is left waits until they run again. Each is told of
 * once, however often it runs: an outage in a line, however it shows, a fault of ours with its stack trace.
 */
@ApplicationScoped
class FailingJobs {
    private static final Logger LOG = Logger.getLogger(FailingJobs.class);

    /** By job, what keeps it from its work. */
    private final Map<String, Class<?>> failing = new ConcurrentHashMap<>();

    FailingJobs(MeterRegistry registry) {
        Gauge.builder("latchkey.jobs.failing", failing, Map::size)
                .description("Scheduled jobs that could not do their work when they last ran")
                .register(registry);
    }

    void failed(@Observes FailedExecution failed) {
        Throwable failure = failed.getException();
        boolean outage = DependencyDown.causedBy(failure);
        Class<?> kind = outage
                ? DependencyDown.class
                : ExceptionUtil.getRootCause(failure).getClass();
        String job = job(failed.getExecution());
        if (kind.equals(failing.put(job, kind))) {
            return;
        }
        if (outage) {
            LOG.warnf("%s waits: %s", job, DependencyDown.told(failure));
        } else {
            LOG.errorf(failure, "%s has failed", job);
        }
    }

    void succeeded(@Observes SuccessfulExecution succeeded) {
        String job = job(succeeded.getExecution());
        if (failing.remove(job) != null) {
            LOG.infof("%s does its work again", job);
        }
    }

    private static String job(ScheduledExecution execution) {
        return execution.getTrigger().getMethodDescription();
    }
}
