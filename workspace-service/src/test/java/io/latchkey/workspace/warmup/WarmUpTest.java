package io.latchkey.workspace.warmup;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;

import io.latchkey.local.tests.Servers;
import io.latchkey.workspace.access.ChangeWorkspace;
import io.latchkey.workspace.access.Members;
import io.latchkey.workspace.organizations.Organizations;
import io.latchkey.workspace.workspaces.CreateWorkspace;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Servers.class)
class WarmUpTest {
    private static final List<String> TABLES =
            List.of("organization", "workspace", "member", "audit_log", "audit_entry");

    @Inject
    Organizations organizations;

    @Inject
    CreateWorkspace createWorkspace;

    @Inject
    ChangeWorkspace changeWorkspace;

    @Inject
    Members members;

    @Inject
    Vertx vertx;

    @Inject
    Clock clock;

    @Inject
    Pool postgres;

    private WarmUp cold(CreateWorkspace createWorkspace) {
        return new WarmUp(
                organizations, createWorkspace, changeWorkspace, members, vertx, clock, () -> Duration.ofMinutes(1));
    }

    private static void warms(WarmUp warmUp) {
        warmUp.start(new StartupEvent());
        await().until(() -> warmUp.call().getStatus() == Status.UP);
    }

    @Test
    void itIsReadyOnceChangesHaveBeenTriedAndNothingIsLeftOfThem() {
        WarmUp warmUp = cold(createWorkspace);
        assertThat(warmUp.call().getStatus()).isEqualTo(Status.DOWN);
        List<Long> before = rows();

        warms(warmUp);

        assertThat(warmUp.tried()).isEqualTo(100);
        assertThat(rows()).isEqualTo(before);
    }

    private List<Long> rows() {
        return TABLES.stream().map(this::rows).toList();
    }

    private long rows(String table) {
        return postgres.query("select count(*) from " + table)
                .execute()
                .await()
                .indefinitely()
                .iterator()
                .next()
                .getLong(0);
    }

    @Test
    void whereNoneCanBeMadeItIsReadyAllTheSame() {
        WarmUp warmUp = cold(null);

        warms(warmUp);

        assertThat(warmUp.tried()).isZero();
    }

    @Test
    void readinessTellsOfIt() {
        given().get("/health/ready").then().statusCode(200).body("checks.data.warm", hasItem(true));
    }
}
