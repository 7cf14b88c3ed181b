package io.latchkey.token.permissions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetiredPermissionTest {
    private final Catalogue first = new Catalogue(Optional.empty(), new ObjectMapper());
    private final Catalogue second =
            new Catalogue(Optional.of(Path.of("src/test/resources/catalogues/second.json")), new ObjectMapper());

    @Test
    void keepsItsNumberAndIsHeldByNobody() {
        assertThat(second.indexOf("zones")).isEqualTo(first.indexOf("zones"));
        assertThat(second.isRetired(second.indexOf("zones"))).isTrue();
        assertThat(second.names(second.bits("zones", "reports"))).containsExactly("reports");
        assertThat(second.names()).doesNotContain("zones").contains("alarms");
    }

    @Test
    void whatWasKeptBeforeItWasRetiredGrantsNothing() {
        PermissionBits before = first.bits("zones", "reports");

        assertThat(second.names(before)).containsExactly("reports");
    }

    @Test
    void whatIsAddedMovesNothing() {
        assertThat(second.version().permissions())
                .startsWith(first.version().permissions().toArray(String[]::new));
        assertThat(second.names(first.bits("device:command", "org:members")))
                .containsExactly("device:command", "org:members");
    }
}
