package io.latchkey.workspace.roles;

import static io.latchkey.workspace.Platform.eventsUpTo;
import static io.latchkey.workspace.Platform.revision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasSize;

import io.latchkey.local.tests.Servers;
import io.latchkey.workspace.Platform;
import io.latchkey.workspace.Platform.Person;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Servers.class)
class ManyHoldersTest {
    private static final int HOLDERS = 10_000;

    @Inject
    Pool postgres;

    @Test
    void tenThousandHoldersOfARoleFollowItTogether() {
        Person owner = Platform.register();
        String role = owner.post(owner.in("/roles"), Map.of("name", "Night", "permissions", List.of("reports")))
                .path("id");
        postgres.preparedQuery("""
                        insert into member (workspace, account, kind, permissions, roles, all_devices, device_ids,
                                            device_permissions, joined_at)
                        select $1, gen_random_uuid(), 'user', '{}', array[$2::varchar], false, '{}', '{}', now()
                        from generate_series(1, $3)""")
                .execute(Tuple.of(owner.workspace(), role, HOLDERS))
                .await()
                .atMost(Duration.ofSeconds(60));

        long started = System.nanoTime();
        Response changed = owner.patch(owner.in("/roles/" + role), Map.of("permissions", List.of("exports")));
        long answered = System.nanoTime();

        changed.then().statusCode(200);
        long told = eventsUpTo(owner.workspace(), revision(changed)).values().stream()
                .filter(event -> event.value().contains("\"permissions\":[\"exports\"]"))
                .count();
        assertThat(told).isEqualTo(HOLDERS);
        System.err.printf(
                "ManyHoldersTest: %d holders, answered in %d ms%n", HOLDERS, (answered - started) / 1_000_000);
        owner.request()
                .delete(owner.in("/roles/" + role + "?dryRun=true"))
                .then()
                .statusCode(200)
                .body("losses", hasSize(HOLDERS));
    }
}
