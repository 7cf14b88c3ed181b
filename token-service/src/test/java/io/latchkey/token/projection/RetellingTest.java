package io.latchkey.token.projection;

import static io.latchkey.token.Told.verdictAt;
import static org.assertj.core.api.Assertions.assertThat;

import io.latchkey.local.tests.Servers;
import io.latchkey.token.Told;
import io.latchkey.token.Told.Holder;
import io.latchkey.token.Told.Member;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What workspace-service tells anew is what is held; where it is not it becomes so, and is counted. */
@QuarkusTest
@WithTestResource(Servers.class)
class RetellingTest {
    private static final String TEAMS = "[{\"team\":\"%s\",\"permissions\":[\"device:view\",\"device:edit\"]}]";

    private final UUID workspace = UUID.randomUUID();
    private final UUID device = UUID.randomUUID();
    private final UUID other = UUID.randomUUID();
    private final UUID team = UUID.randomUUID();

    @Inject
    MeterRegistry registry;

    @Inject
    Pool postgres;

    private double compared;
    private double differences;

    @BeforeEach
    void counts() {
        compared = registry.get("latchkey.retelling.compared").counter().count();
        differences = registry.get("latchkey.retelling.differences").counter().count();
    }

    private void found(int newlyCompared, int newDifferences) {
        assertThat(registry.get("latchkey.retelling.compared").counter().count())
                .isEqualTo(compared + newlyCompared);
        assertThat(registry.get("latchkey.retelling.differences").counter().count())
                .isEqualTo(differences + newDifferences);
    }

    private void run(String sql, UUID id) {
        postgres.preparedQuery(sql).execute(Tuple.of(id)).await().atMost(Duration.ofSeconds(20));
    }

    private Member lister(Holder holder) {
        return new Member(workspace, holder.account())
                .permissions("reports", "billing")
                .devices(List.of(device, other), "device:view")
                .teams(team);
    }

    private Member plain(Holder holder) {
        return new Member(workspace, holder.account()).permissions("rules");
    }

    private void tellAtFirst(Holder one, Holder another) {
        Told.device(workspace, device, "active", TEAMS.formatted(team), 1);
        Told.device(workspace, other, "active", "[]", 1);
        lister(one).tell(2);
        verdictAt(plain(another).tell(3), another.token(), workspace, "rules", null);
    }

    @Test
    void findsNoDifferenceWhereNothingWasMissed() {
        Holder one = Told.user();
        Holder another = Told.user();
        tellAtFirst(one, another);

        // Sets have no order.
        new Member(workspace, one.account())
                .permissions("billing", "reports")
                .devices(List.of(other, device), "device:view")
                .teams(team)
                .retell(4);
        plain(another).retell(4);
        Told.retellDevice(
                workspace,
                device,
                "[{\"permissions\":[\"device:edit\",\"device:view\"],\"team\":\"%s\"}]".formatted(team),
                4);
        Told.retellDevice(workspace, other, "[]", 4);
        Told.retold(workspace, 4);

        assertThat(verdictAt(4, one.token(), workspace, "reports", null)).isEqualTo("allowed");
        found(4, 0);
    }

    @Test
    void putsRightWhatIsMissingOrOtherwise() {
        Holder one = Told.user();
        Holder another = Told.user();
        tellAtFirst(one, another);
        run("delete from scope where account = $1", one.account());
        run("update scope set permissions = permissions || array['members'] where account = $1", another.account());
        run("update device set teams = '[]' where id = $1", device);

        lister(one).retell(4);
        plain(another).retell(4);
        Told.retellDevice(workspace, device, TEAMS.formatted(team), 4);
        Told.retellDevice(workspace, other, "[]", 4);
        Told.retold(workspace, 4);

        assertThat(verdictAt(4, one.token(), workspace, "reports", null)).isEqualTo("allowed");
        assertThat(verdictAt(4, one.token(), workspace, "device:edit", device)).isEqualTo("allowed");
        assertThat(verdictAt(4, another.token(), workspace, "members", null)).isEqualTo("missing_permission");
        found(4, 3);
    }

    @Test
    void removesWhoeverAndWhateverIsNotThere() {
        Holder one = Told.user();
        Holder another = Told.user();
        tellAtFirst(one, another);

        lister(one).retell(4);
        Told.retellDevice(workspace, device, TEAMS.formatted(team), 4);
        Told.retold(workspace, 4);

        assertThat(verdictAt(4, another.token(), workspace, "rules", null)).isEqualTo("wrong_workspace");
        assertThat(verdictAt(4, one.token(), workspace, "device:view", other)).isEqualTo("wrong_device");
        assertThat(verdictAt(4, one.token(), workspace, "device:view", device)).isEqualTo("allowed");
        found(2, 2);
    }

    @Test
    void whoReadsFromTheBeginningHasMissedNothing() {
        Holder one = Told.user();

        lister(one).retell(4);
        Told.retellDevice(workspace, device, TEAMS.formatted(team), 4);
        Told.retold(workspace, 4);

        assertThat(verdictAt(4, one.token(), workspace, "device:edit", device)).isEqualTo("allowed");
        found(2, 0);
    }
}
