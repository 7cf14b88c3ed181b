package io.latchkey.edge.paging;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * A page of a list in the order of ids.
 *
 * @param next give it as {@code after} to get the page behind this one; absent at the end
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Page<T>(List<T> items, UUID next) {
    /** Before every other id. */
    public static final UUID START = new UUID(0, 0);

    /** @param found read with {@link #probe}, so that one more than asked for tells that there is a next page */
    public static <T> Page<T> of(List<T> found, int limit, Function<T, UUID> id) {
        if (found.size() <= limit) {
            return new Page<>(found, null);
        }
        List<T> items = found.subList(0, limit);
        return new Page<>(items, id.apply(items.getLast()));
    }

    public static int probe(int limit) {
        return limit + 1;
    }

    public static UUID startOr(UUID after) {
        return after == null ? START : after;
    }

    public <R> Page<R> map(Function<T, R> view) {
        return new Page<>(items.stream().map(view).toList(), next);
    }

    /** A list that is short by its nature. */
    public static <T> Page<T> whole(List<T> items) {
        return new Page<>(items, null);
    }
}
