package io.latchkey.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class NextRowsTest {
    private static final int BATCH = 2 * NextRows.CROWD;

    private final TreeSet<Long> committed = new TreeSet<>();
    private final List<OutboxRow> rows = new ArrayList<>();
    private final List<Set<String>> looks = new ArrayList<>();
    private Runnable afterALook = () -> {};

    @Test
    void fewAreTakenAsTheyAre() {
        append("one", 3);
        append("two", 2);

        NextRows.Next next = next();

        assertThat(next.all()).isTrue();
        assertThat(ids(next)).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(looks).hasSize(1);
    }

    @Test
    void manyOfManyKeysAreTakenInTheirOrderByOneLook() {
        for (int i = 0; i < 2 * BATCH; i++) {
            append("key " + i % 10, 1);
        }

        NextRows.Next next = next();

        assertThat(next.all()).isFalse();
        assertThat(ids(next)).hasSize(BATCH).isSorted().startsWith(1L);
        assertThat(looks).hasSize(1);
    }

    @Test
    void othersAreLetPastCrowdsWhichGoOnAllTheSame() {
        append("crowd", 3 * BATCH);
        append("second", 3 * BATCH);
        append("small", 2);

        NextRows.Next next = next();

        assertThat(next.all()).isFalse();
        assertThat(next.rows().subList(0, 2))
                .extracting(OutboxRow::partitionKey)
                .containsOnly("small");
        assertThat(ids(next, "crowd")).hasSize(BATCH).isSorted().startsWith(1L);
        assertThat(ids(next, "second")).hasSize(BATCH).isSorted();
    }

    @Test
    void aLookFurtherBehindHasAnEnd() {
        for (int i = 0; i < 2 * NextRows.LOOKS; i++) {
            append("crowd " + i, 2 * BATCH);
        }

        assertThat(ids(next())).hasSize(NextRows.LOOKS * BATCH).doesNotHaveDuplicates();
        assertThat(looks).hasSize(NextRows.LOOKS);
    }

    @Test
    void whatIsFarBehindWaits() {
        append("crowd", NextRows.FAR);
        append("small", 1);

        assertThat(ids(next(), "small")).isEmpty();
    }

    /** The first look misses a row that is committed late; the second sees it, and a newer one of the same key. */
    @Test
    void rowsOfAKeyStayInOrderWhereOneIsCommittedLate() {
        append("small", 1);
        committed.remove(1L);
        append("crowd", BATCH);
        append("small", 1);
        afterALook = () -> committed.add(1L);

        assertThat(ids(next(), "small")).containsExactly(1L, BATCH + 2L);
    }

    private void append(String key, int count) {
        for (int i = 0; i < count; i++) {
            long id = rows.size() + 1L;
            rows.add(new OutboxRow(id, "topic", key, key, "type", "{}", null, null, OffsetDateTime.MIN));
            committed.add(id);
        }
    }

    private NextRows.Next next() {
        return new NextRows(this::oldest, BATCH).find().await().indefinitely();
    }

    private Uni<List<OutboxRow>> oldest(Set<String> without, long below, int limit) {
        looks.add(new HashSet<>(without));
        List<OutboxRow> found = rows.stream()
                .filter(row -> committed.contains(row.id()) && row.id() < below)
                .filter(row -> !without.contains(row.partitionKey()))
                .limit(limit)
                .toList();
        afterALook.run();
        return Uni.createFrom().item(found);
    }

    private static List<Long> ids(NextRows.Next next) {
        return next.rows().stream().map(OutboxRow::id).toList();
    }

    private static List<Long> ids(NextRows.Next next, String key) {
        return next.rows().stream()
                .filter(row -> row.partitionKey().equals(key))
                .map(OutboxRow::id)
                .toList();
    }
}
