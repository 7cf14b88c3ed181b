package io.latchkey.edge.revisions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.latchkey.edge.problems.Refused;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RevisionTest {
    @Test
    void readsWhatItWrote() {
        Revision workspace = Revision.ofWorkspace(UUID.randomUUID(), 42);
        Revision account = Revision.ofAccount(UUID.randomUUID(), 1);

        assertThat(Revision.parse("atLeast", workspace.toString())).isEqualTo(workspace);
        assertThat(Revision.parse("atLeast", account.toString())).isEqualTo(account);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "w",
                "w.1.2",
                "x.01a20cd7-fa7b-794a-9f48-7c20b24b65b9.1",
                "w.01a20cd7-fa7b-794a-9f48-7c20b24b65b9.-1",
                "w.01a20cd7-fa7b-794a-9f48-7c20b24b65b9.1.1",
                "w.01a20cd7-fa7b-794a-9f48-7c20b24b65b9.x",
                "w.1-1-1-1-1.1",
                "w.01a20cd7-fa7b-794a-9f48-7c20b24b65b9.01",
                "w.01a20cd7-fa7b-794a-9f48-7c20b24b65b9.18446744073709551615"
            })
    void namesTheFieldThatIsNoRevision(String text) {
        assertThatThrownBy(() -> Revision.parse("atLeast", text))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.fields()).containsKey("atLeast"));
    }
}
