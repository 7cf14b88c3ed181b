package io.latchkey.outbox;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which rows are published next: the oldest. Where very many of them are of one partition key, as when a role changes that
 * thousands hold, rows of others behind that crowd are let past it: order matters among those of one partition key alone.
 */
final class NextRows {
    private static final String OLDEST = "select * from outbox order by id limit $1";
    private static final String BEHIND = """
            select * from outbox where id > $1 and id <= $1 + 20000 and not partition_key = any($2) order by id limit $3""";

    /** So many rows of one partition key in one look. */
    private static final int CROWD = 50;

    private static final int LOOKS = 4;

    private final SqlClient sql;
    private final int batch;

    NextRows(SqlClient sql, int batch) {
        this.sql = sql;
        this.batch = batch;
    }

    /**
     * @param rows in the order in which they are to be published
     * @param all whether there are no others
     */
    record Next(List<OutboxRow> rows, boolean all) {}

    Uni<Next> find() {
        return look(OLDEST, Tuple.of(batch))
                .flatMap(oldest -> oldest.size() < batch
                        ? Uni.createFrom().item(new Next(oldest, true))
                        : past(oldest, oldest, Set.of(), 1).map(rows -> new Next(rows, false)));
    }

    private Uni<List<OutboxRow>> past(List<OutboxRow> found, List<OutboxRow> last, Set<String> known, int looks) {
        Set<String> crowds = new HashSet<>(known);
        if (!crowds.addAll(crowds(last)) || last.size() < batch || looks == LOOKS) {
            return Uni.createFrom().item(crowdsLast(found, crowds));
        }
        return look(BEHIND, Tuple.of(last.getLast().id(), crowds.toArray(String[]::new), batch))
                .flatMap(behind -> past(together(found, behind), behind, crowds, looks + 1));
    }

    private static Set<String> crowds(List<OutboxRow> rows) {
        return rows.stream()
                .collect(Collectors.groupingBy(OutboxRow::partitionKey, Collectors.counting()))
                .entrySet()
                .stream()
                .filter(key -> key.getValue() >= CROWD)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static List<OutboxRow> crowdsLast(List<OutboxRow> rows, Set<String> crowds) {
        Map<Boolean, List<OutboxRow>> byCrowd =
                rows.stream().collect(Collectors.partitioningBy(row -> crowds.contains(row.partitionKey())));
        return together(byCrowd.get(false), byCrowd.get(true));
    }

    private static List<OutboxRow> together(List<OutboxRow> some, List<OutboxRow> more) {
        return Stream.of(some, more).flatMap(List::stream).toList();
    }

    private Uni<List<OutboxRow>> look(String query, Tuple parameters) {
        return sql.preparedQuery(query).execute(parameters).map(rows -> {
            List<OutboxRow> found = new ArrayList<>(rows.size());
            rows.forEach(row -> found.add(OutboxRow.of(row)));
            return found;
        });
    }
}
