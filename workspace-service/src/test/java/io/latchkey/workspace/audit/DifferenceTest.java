package io.latchkey.workspace.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class DifferenceTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static JsonNode json(String text) throws Exception {
        return JSON.readTree(text.replace('\'', '"'));
    }

    @Test
    void keepsOnlyWhatDiffers() throws Exception {
        Difference difference = Difference.of(
                json("{'name': 'Ada', 'age': 36, 'was': 1}"), json("{'name': 'Ada', 'age': 37, 'is': {'x': 1}}"));

        assertThat(difference.before()).isEqualTo(json("{'age': 36, 'was': 1}"));
        assertThat(difference.after()).isEqualTo(json("{'age': 37, 'is': {'x': 1}}"));
    }

    @Test
    void keepsOfListsWhatWentAndWhatCame() throws Exception {
        Difference difference =
                Difference.of(json("{'devices': {'ids': [1, 2, 3]}}"), json("{'devices': {'ids': [2, 3, 4]}}"));

        assertThat(difference.before()).isEqualTo(json("{'devices': {'ids': [1]}}"));
        assertThat(difference.after()).isEqualTo(json("{'devices': {'ids': [4]}}"));
    }

    @Test
    void keepsTheWholeOfWhatIsNewOrGone() throws Exception {
        assertThat(Difference.of(null, json("{'a': 1}"))).isEqualTo(new Difference(null, json("{'a': 1}")));
        assertThat(Difference.of(json("{'a': 1}"), null)).isEqualTo(new Difference(json("{'a': 1}"), null));
    }

    @Test
    void isNoneWhereNothingChanged() throws Exception {
        assertThat(Difference.of(json("{'a': [1, 2]}"), json("{'a': [1, 2]}")).isNone())
                .isTrue();
        assertThat(Difference.of(json("{'a': [1, 2]}"), json("{'a': [1]}")).isNone())
                .isFalse();
        assertThat(Difference.of(null, json("{}")).isNone()).isFalse();
    }
}
