package io.latchkey.token.check;

import static io.latchkey.token.Told.verdictAt;
import static org.assertj.core.api.Assertions.assertThat;

import io.latchkey.local.tests.Servers;
import io.latchkey.token.Told;
import io.latchkey.token.Told.Holder;
import io.latchkey.token.Told.Member;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Servers.class)
class ArchivedWorkspaceTest {
    @Test
    void allowsNobodyUntilItIsRestored() {
        Holder holder = Told.user();
        UUID workspace = UUID.randomUUID();
        long joined =
                new Member(workspace, holder.account()).permissions("reports").tell();
        assertThat(verdictAt(joined, holder.token(), workspace, "reports", null))
                .isEqualTo("allowed");

        long archived = Told.next();
        Told.workspace(workspace, "archived", archived);

        assertThat(verdictAt(archived, holder.token(), workspace, "reports", null))
                .isEqualTo("wrong_workspace");
        assertThat(verdictAt(archived, holder.token(), workspace, null, null)).isEqualTo("wrong_workspace");
        long restored = Told.next();
        Told.workspace(workspace, "active", restored);
        assertThat(verdictAt(restored, holder.token(), workspace, "reports", null))
                .isEqualTo("allowed");
    }
}
