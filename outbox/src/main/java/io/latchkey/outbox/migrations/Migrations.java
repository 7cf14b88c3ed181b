package io.latchkey.outbox.migrations;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.sql.SQLException;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jboss.logging.Logger;

/**
 * Migrates before anything else of the service runs. Other instances change the same tables meanwhile: where such a change and
 * a migration wait for each other, PostgreSQL takes the migration back whole, and it is tried again.
 */
@ApplicationScoped
public class Migrations {
    private static final Logger LOG = Logger.getLogger(Migrations.class);
    private static final int BEFORE_SCHEDULES = Interceptor.Priority.PLATFORM_BEFORE - 1;
    private static final int TRIES = 10;
    /** {@code deadlock_detected}, and {@code lock_not_available} where PostgreSQL is told to wait no longer than so long. */
    private static final Set<String> IN_THE_WAY = Set.of("40P01", "55P03");

    void migrate(@Observes @Priority(BEFORE_SCHEDULES) StartupEvent event, Flyway flyway) {
        migrate(flyway);
    }

    /** @throws FlywayException where a migration fails for another reason, or has been in the way of changes ten times */
    public static void migrate(Flyway flyway) {
        for (int left = TRIES - 1; ; left--) {
            try {
                flyway.migrate();
                return;
            } catch (FlywayException e) {
                if (left == 0 || !isInTheWay(e)) {
                    throw e;
                }
                LOG.warnf(
                        "A migration was taken back, since a change was under way; it is tried %d more times: %s",
                        left, e.getMessage());
            }
        }
    }

    private static boolean isInTheWay(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && IN_THE_WAY.contains(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }
}
