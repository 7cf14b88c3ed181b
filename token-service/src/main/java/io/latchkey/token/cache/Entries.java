package io.latchkey.token.cache;

import io.vertx.redis.client.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What is to stand in Redis, what is to be swept away beside it, and what is remembered once it is there. */
final class Entries {
    final List<Entry> all = new ArrayList<>();
    final List<Request> prunes = new ArrayList<>();
    final List<Runnable> then = new ArrayList<>();

    /** One after another. */
    static Entries together(List<Entries> parts) {
        Entries together = new Entries();
        parts.forEach(part -> {
            together.all.addAll(part.all);
            together.prunes.addAll(part.prunes);
            together.then.addAll(part.then);
        });
        return together;
    }

    /** @param field of the hash under the key; null where a string is there */
    record Entry(String key, String field, String value) {}

    /**
     * Some of what there is, in the order of ids.
     *
     * @param last the id of the last one; null where there was none left
     */
    record Page(UUID last, Entries entries) {}
}
