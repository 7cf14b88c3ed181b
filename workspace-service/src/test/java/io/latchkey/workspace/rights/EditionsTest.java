package io.latchkey.workspace.rights;

import static io.latchkey.workspace.Platform.register;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;

import io.latchkey.local.tests.Servers;
import io.latchkey.workspace.Platform.Person;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What another instance changes of roles and teams - here PostgreSQL itself is told - counts with the next request. */
@QuarkusTest
@WithTestResource(Servers.class)
class EditionsTest {
    @Inject
    Pool postgres;

    private Person owner;
    private Person member;

    @BeforeEach
    void remember() {
        owner = register();
        member = register();
        owner.add(member, Map.of());
        holds(empty());
    }

    @Test
    void aRoleThatIsChangedElsewhere() {
        String role = owner.post(owner.in("/roles"), Map.of("name", "Readers", "permissions", List.of("reports")))
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        owner.patch(owner.in("/members/" + member.account()), Map.of("roles", List.of(role)))
                .then()
                .statusCode(200);
        holds(contains("reports"));

        elsewhere("update role set permissions = '{exports}' where id = '%s'".formatted(role));
        holds(contains("exports"));

        elsewhere("delete from role where id = '%s'".formatted(role));
        holds(empty());
    }

    @Test
    void aTeamThatIsMadeElsewhere() {
        UUID team = UUID.randomUUID();
        elsewhere("""
                insert into team (id, workspace, name, members, permissions, roles, all_devices, device_ids, device_permissions)
                values ('%s', '%s', 'Field', '{%s}', '{reports}', '{}', false, '{}', '{}')""".formatted(team, owner.workspace(), member.account()));
        holds(contains("reports"));

        elsewhere("update team set members = '{}' where id = '%s'".formatted(team));
        holds(empty());

        elsewhere("delete from team where id = '%s'".formatted(team));
        holds(empty());
    }

    /** Twice, since the second answer is by what was remembered. */
    private void holds(Matcher<?> permissions) {
        for (int time = 0; time < 2; time++) {
            member.request()
                    .get("/v1/memberships")
                    .then()
                    .statusCode(200)
                    .body(
                            "items.find { it.workspace == '" + owner.workspace() + "' }.effective.permissions",
                            permissions);
        }
    }

    private void elsewhere(String statement) {
        postgres.query(statement).executeAndAwait();
    }
}
