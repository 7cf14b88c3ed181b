package io.latchkey.workspace.upgrades;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.latchkey.edge.catalogues.CatalogueHistory;
import io.latchkey.edge.catalogues.CatalogueVersion;
import io.latchkey.local.tests.Servers;
import io.latchkey.workspace.Platform;
import io.latchkey.workspace.Platform.Person;
import io.latchkey.workspace.rights.Catalogue;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** With a catalogue that retires {@code zones} and adds {@code alarms}, to the role observer too. */
@QuarkusTest
@WithTestResource(Servers.class)
@TestProfile(FollowCatalogueTest.Second.class)
class FollowCatalogueTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    public static class Second implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("latchkey.catalogue", "src/test/resources/catalogues/second.json");
        }
    }

    @Inject
    Pool postgres;

    @Inject
    CatalogueHistory history;

    @Inject
    Catalogue catalogue;

    private void run(String sql, Person owner) {
        postgres.preparedQuery(sql).execute(Tuple.of(owner.workspace())).await().atMost(SOON);
    }

    private static String told(Person owner, Person member) {
        Number revision = owner.request().get(owner.in("")).path("revision");
        return Platform.eventsUpTo(owner.workspace(), revision.longValue())
                .get(owner.workspace() + "/" + member.account())
                .value();
    }

    @Test
    void everybodyIsToldAnewWhatTheyHold() {
        Person owner = Platform.register();
        Person guest = Platform.register();
        owner.add(guest, Map.of("roles", List.of("observer"), "permissions", List.of("exports")));
        run(
                "update member set permissions = array['exports', 'zones'] where workspace = $1 and permissions <> '{}'",
                owner);

        run("update workspace set catalogue = 1 where id = $1", owner);

        await().untilAsserted(() -> owner.request()
                .get(owner.in("/audit-log?action=catalogue.changed"))
                .then()
                .body("items.after.version", contains(2)));
        assertThat(told(owner, guest)).contains("exports", "dashboards").doesNotContain("zones");
        assertThat(told(owner, owner)).contains("alarms").doesNotContain("zones");
    }

    @Test
    void whatIsRetiredCannotBeGiven() {
        Person owner = Platform.register();

        owner.post(owner.in("/roles"), Map.of("name", "Surveyor", "permissions", List.of("reports", "zones")))
                .then()
                .statusCode(400)
                .body("violations.field", contains("permissions[1]"))
                .body("violations.message", hasItem("this permission is retired"));
        owner.post(owner.in("/roles"), Map.of("name", "Guard", "permissions", List.of("alarms")))
                .then()
                .statusCode(201)
                .body("permissions", equalTo(List.of("alarms")));
    }

    private CatalogueVersion following(int version, String... more) {
        List<String> permissions = new ArrayList<>(catalogue.version().permissions());
        permissions.addAll(List.of(more));
        return new CatalogueVersion(version, permissions, "content of " + permissions);
    }

    private boolean admitted(CatalogueVersion version) {
        return history.admit(version).await().atMost(SOON);
    }

    @Test
    void aVersionOnlyAddsAtTheEnd() {
        assertThat(admitted(following(1001, "parking"))).isTrue();
        assertThat(admitted(following(1001, "parking"))).isFalse();
        assertThat(admitted(catalogue.version())).isFalse();

        assertThatThrownBy(() -> admitted(following(1001, "parking", "lifts")))
                .hasMessageContaining("still of version 1001; raise its version");
        assertThatThrownBy(() -> admitted(following(1002, "lifts", "parking")))
                .hasMessageContaining("must keep parking as number");
        assertThatThrownBy(() -> admitted(following(1002))).hasMessageContaining("must keep parking as number");
        assertThat(admitted(following(1002, "parking", "lifts"))).isTrue();
        run("delete from catalogue where version > 1000 and $1::uuid is not null", Platform.register());
    }
}
