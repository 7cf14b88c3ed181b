package io.latchkey.workspace.audit;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.latchkey.local.tests.Servers;
import io.latchkey.workspace.Platform;
import io.latchkey.workspace.Platform.Person;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.vertx.VertxContextSupport;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Servers.class)
@TestProfile(ForgetAuditTest.AMonth.class)
class ForgetAuditTest {
    public static class AMonth implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("latchkey.audit.retention", "P30D");
        }
    }

    @Inject
    ForgetAudit forgetAudit;

    @Inject
    Pool postgres;

    @Test
    void takesOutWhatIsOlderAndTheRestIsStillWhole() throws Throwable {
        Person owner = Platform.register();
        owner.addDevice("Pump");
        owner.addDevice("Valve");
        age(owner, 31, "number <= 2");

        VertxContextSupport.subscribeAndAwait(() -> forgetAudit.forget());

        owner.request().get(owner.in("/audit-log")).then().body("items.number", contains(3));
        owner.request()
                .get(owner.in("/audit-log/verification"))
                .then()
                .body("intact", equalTo(true))
                .body("entries", equalTo(1));
        owner.addDevice("Boiler");
        owner.request()
                .get(owner.in("/audit-log/verification"))
                .then()
                .body("intact", equalTo(true))
                .body("entries", equalTo(2));
    }

    private void age(Person owner, int days, String which) {
        postgres.preparedQuery(
                        "update audit_entry set at = at - interval '" + days + " days' where log = $1 and " + which)
                .execute(Tuple.of(owner.workspace()))
                .await()
                .atMost(Duration.ofSeconds(10));
    }
}
