package io.latchkey.workspace.access;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;

/** Work of which each piece finds out by itself what is next. */
public final class OneAfterAnother {
    private OneAfterAnother() {}

    /** @param work done again for as long as it says that there may be more */
    public static Uni<Void> whileMore(Supplier<Uni<? extends Boolean>> work) {
        return Multi.createBy()
                .repeating()
                .uni(work)
                .whilst(more -> more)
                .collect()
                .last()
                .replaceWithVoid();
    }
}
