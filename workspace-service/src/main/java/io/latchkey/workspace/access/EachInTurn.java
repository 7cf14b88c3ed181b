package io.latchkey.workspace.access;

import io.latchkey.edge.problems.Refused;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.Function;

/** Many of a kind in one change: each sees what the ones before it have done, and a refusal says of which it is. */
public final class EachInTurn {
    private EachInTurn() {}

    /** @param field of the list in the request */
    public static <I, O> Uni<List<O>> of(String field, List<I> inputs, Function<I, Uni<O>> work) {
        return Multi.createFrom()
                .range(0, inputs.size())
                .onItem()
                .transformToUniAndConcatenate(index -> Uni.createFrom()
                        .deferred(() -> work.apply(inputs.get(index)))
                        .onFailure(Refused.class)
                        .transform(failure -> failure.within(field + "[" + index + "].")))
                .collect()
                .asList();
    }
}
