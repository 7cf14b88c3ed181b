package io.latchkey.token.cache;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;

/** Has Redis filled from PostgreSQL once more; what is in it goes on answering until it is overwritten. */
@ApplicationScoped
public class RefillCache {
    private final Pool postgres;

    RefillCache(Pool postgres) {
        this.postgres = postgres;
    }

    /** The keeper of each instance finds that nothing is known of what Redis holds; one of them fills it. */
    public Uni<Void> refill() {
        return postgres.query("delete from cache_state").execute().replaceWithVoid();
    }
}
