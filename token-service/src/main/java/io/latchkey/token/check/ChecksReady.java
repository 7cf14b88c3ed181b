package io.latchkey.token.check;

import io.latchkey.token.cache.CacheKeeper;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready while checks can be answered, and at once: from a complete cache or from PostgreSQL. Not by Kafka: without it checks go on
 * with the rights known so far, and taking the pods away would help nobody; how late those are is told.
 */
@Readiness
@ApplicationScoped
class ChecksReady implements AsyncHealthCheck {
    private final CacheKeeper cache;
    private final Pool pool;
    private final WarmUp warmUp;

    ChecksReady(CacheKeeper cache, Pool pool, WarmUp warmUp) {
        this.cache = cache;
        this.pool = pool;
        this.warmUp = warmUp;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return pool.query("select 1")
                .execute()
                .replaceWith(true)
                .ifNoItem()
                .after(Duration.ofSeconds(1))
                .fail()
                .onFailure()
                .recoverWithItem(false)
                .map(postgres -> HealthCheckResponse.named("checks")
                        .status(warmUp.isOver() && (postgres || cache.isComplete()))
                        .withData("warm", warmUp.isOver())
                        .withData("cacheComplete", cache.isComplete())
                        .withData("postgres", postgres)
                        .withData("eventsLagSeconds", (long) cache.lagSeconds())
                        .build());
    }
}
