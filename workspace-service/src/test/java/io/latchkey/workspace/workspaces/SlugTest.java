package io.latchkey.workspace.workspaces;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlugTest {
    @ParameterizedTest
    @CsvSource({"Engine room,engine-room", "'  Käse & Brot! ',kase-brot", "日本,workspace", "---,workspace", "a--b,a-b"})
    void keepsLettersDigitsAndHyphens(String name, String slug) {
        assertThat(Slug.of(name)).isEqualTo(slug);
    }

    @Test
    void isShortAndDoesNotEndWithAHyphen() {
        String slug = Slug.of("a".repeat(47) + " b".repeat(20));

        assertThat(slug).hasSizeLessThanOrEqualTo(48).doesNotEndWith("-");
    }

    @Test
    void givesALongerOneWhereTheShortOneIsTaken() {
        assertThat(Slug.withSuffix("engine-room", new Random(1))).matches("engine-room-[a-z2-9]{6}");
    }
}
