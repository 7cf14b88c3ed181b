package io.latchkey.edge.paging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PageTest {
    private final List<UUID> three =
            LongStream.rangeClosed(1, 3).mapToObj(i -> new UUID(0, i)).toList();

    @Test
    void tellsWhereTheNextPageBegins() {
        Page<UUID> page = Page.of(three, 2, Function.identity());

        assertThat(page.items()).containsExactly(three.get(0), three.get(1));
        assertThat(page.next()).isEqualTo(three.get(1));
    }

    @Test
    void endsWhereNothingIsLeft() {
        assertThat(Page.of(three, 3, Function.identity()).next()).isNull();
    }
}
