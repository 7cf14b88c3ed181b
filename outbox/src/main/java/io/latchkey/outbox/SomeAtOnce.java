package io.latchkey.outbox;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.function.Function;
import java.util.function.Supplier;

/** The same for many, where none has to wait for another. */
@ApplicationScoped
public class SomeAtOnce {
    /** Of the database's connections, most of which are for requests. */
    private static final int AT_ONCE = 8;

    private final EventReader reader;
    private final Vertx vertx;

    SomeAtOnce(EventReader reader, Vertx vertx) {
        this.reader = reader;
        this.vertx = vertx;
    }

    /** Each until it works; done when all are. */
    public <T> Uni<Void> each(Collection<T> many, Function<T, Uni<Void>> work) {
        return Multi.createFrom()
                .iterable(many)
                .onItem()
                .transformToUni(one -> reader.persistently(apart(() -> work.apply(one))))
                .merge(AT_ONCE)
                .collect()
                .last();
    }

    /** In a Vert.x context of its own: that is what a session of Hibernate Reactive belongs to. */
    private Uni<Void> apart(Supplier<Uni<? extends Void>> work) {
        return Uni.createFrom().deferred(work).runSubscriptionOn(command -> {
            Context own = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
            VertxContextSafetyToggle.setContextSafe(own, true);
            own.runOnContext(on -> command.run());
        });
    }
}
