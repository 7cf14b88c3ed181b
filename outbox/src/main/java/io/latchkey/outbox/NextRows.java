package io.latchkey.outbox;

import io.smallrye.mutiny.Uni;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which rows are published next: the oldest. Where very many of them are of one partition key, as when a role changes that
 * thousands hold, rows of others behind that crowd are let past it. Order matters among the rows of one key, so that all of
 * a key's come from one look: between two of them, rows may be committed that are older than what the first has found.
 */
final class NextRows {
    /** So many rows of one partition key in one look. */
    static final int CROWD = 50;

    static final int LOOKS = 4;
    /** Numbers of rows, from the oldest on, among which others are looked for. */
    static final int FAR = 20_000;

    /** Looks at the outbox. */
    interface Rows {
        /**
         * The oldest ones.
         *
         * @param without partition keys of which none is wanted
         * @param below the number that none has, nor a higher one
         */
        Uni<List<OutboxRow>> oldest(Set<String> without, long below, int limit);
    }

    /**
     * @param rows in the order in which they are to be published
     * @param all whether there were no others
     */
    record Next(List<OutboxRow> rows, boolean all) {}

    private final Rows outbox;
    private final int batch;

    NextRows(Rows outbox, int batch) {
        this.outbox = outbox;
        this.batch = batch;
    }

    Uni<Next> find() {
        return outbox.oldest(Set.of(), Long.MAX_VALUE, batch)
                .flatMap(oldest -> oldest.size() < batch
                        ? Uni.createFrom().item(new Next(oldest, true))
                        : past(oldest, List.of(), Set.of(), oldest.getFirst().id() + FAR, 1)
                                .map(rows -> new Next(rows, false)));
    }

    /**
     * @param seen in the last look
     * @param last of crowds that were seen before, and are published last
     * @param known their keys
     */
    private Uni<List<OutboxRow>> past(
            List<OutboxRow> seen, List<OutboxRow> last, Set<String> known, long below, int looks) {
        Set<String> crowds = crowds(seen);
        Map<Boolean, List<OutboxRow>> byCrowd =
                seen.stream().collect(Collectors.partitioningBy(row -> crowds.contains(row.partitionKey())));
        List<OutboxRow> waiting = together(byCrowd.get(true), last);
        if (crowds.isEmpty() || seen.size() < batch || looks == LOOKS) {
            return Uni.createFrom().item(together(byCrowd.get(false), waiting));
        }
        crowds.addAll(known);
        return outbox.oldest(crowds, below, batch).flatMap(others -> past(others, waiting, crowds, below, looks + 1));
    }

    private static Set<String> crowds(List<OutboxRow> rows) {
        return rows.stream()
                .collect(Collectors.groupingBy(OutboxRow::partitionKey, Collectors.counting()))
                .entrySet()
                .stream()
                .filter(key -> key.getValue() >= CROWD)
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static List<OutboxRow> together(List<OutboxRow> some, List<OutboxRow> more) {
        return Stream.of(some, more).flatMap(List::stream).toList();
    }
}
