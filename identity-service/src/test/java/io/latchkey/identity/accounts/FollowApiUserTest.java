package io.latchkey.identity.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.latchkey.local.tests.Servers;
import io.latchkey.local.tests.TestEvents;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Servers.class)
class FollowApiUserTest {
    private static final String EXAMPLE_ACCOUNT = "0190a5a0-6b7e-7c4e-9d3a-1f2e3d4c5b05";

    @Inject
    FollowApiUser followApiUser;

    private final String account = UUID.randomUUID().toString();

    private void tell(String status, long revision, String name) {
        String event = TestEvents.example(
                "member.v1",
                Map.of(
                        EXAMPLE_ACCOUNT,
                        account,
                        "\"status\": \"active\"",
                        "\"status\": \"" + status + "\"",
                        "\"revision\": 7",
                        "\"revision\": " + revision,
                        "\"Night export\"",
                        name == null ? "null" : "\"" + name + "\""));
        TestEvents.send(TestEvents.ACCESS, "ws/" + account, TestEvents.MEMBER, event);
    }

    private List<ConsumerRecord<String, String>> eventsOnce(String awaited) {
        return TestEvents.read(
                        TestEvents.ACCOUNTS,
                        record -> record.key().equals(account) && record.value().contains(awaited))
                .stream()
                .filter(record -> record.key().equals(account))
                .toList();
    }

    @Test
    void makesTheAccountOfAnApiUserRenamesItAndEndsItForGood() {
        tell("active", 7, "Night export");
        eventsOnce("\"kind\":\"api-user\"");
        tell("active", 8, "Day export");
        eventsOnce("Day export");
        tell("removed", 9, "Day export");
        eventsOnce("\"status\":\"deleted\"");

        // A replay from the start, and a late event: neither brings it back.
        tell("active", 7, "Night export");
        tell("active", 10, "Zombie");
        String witness = UUID.randomUUID().toString();
        TestEvents.send(
                TestEvents.ACCESS,
                "ws/" + witness,
                TestEvents.MEMBER,
                TestEvents.example("member.v1", Map.of(EXAMPLE_ACCOUNT, witness)));
        TestEvents.read(TestEvents.ACCOUNTS, record -> record.key().equals(witness));

        assertThat(eventsOnce("deleted")).hasSize(3);
    }

    @Test
    void endsOneThatItNeverHeardOf() {
        tell("removed", 7, null);

        assertThat(eventsOnce("\"status\":\"deleted\"")).hasSize(1);
    }

    @Test
    void followsOnlyWhatChangesAnAccount() {
        tell("active", 7, "Night export");
        eventsOnce("\"kind\":\"api-user\"");
        ApiUserMember rights = member(account, "active", 8, "Night export");
        ApiUserMember renamed = member(account, "active", 8, "Day export");
        ApiUserMember removed = member(account, "removed", 8, null);
        ApiUserMember late = member(account, "active", 6, "Evening export");
        ApiUserMember unknown = member(UUID.randomUUID().toString(), "active", 1, "Stranger");

        assertThat(followApiUser
                        .news(List.of(rights, renamed, removed, late, unknown))
                        .await()
                        .indefinitely())
                .containsExactly(renamed, removed, unknown);
    }

    private static ApiUserMember member(String account, String status, long revision, String name) {
        return new ApiUserMember(UUID.fromString(account), "api-user", name, status, revision);
    }

    @Test
    void putsAPoisonMessageAsideAndGoesOn() {
        TestEvents.send(TestEvents.ACCESS, "poison-" + account, TestEvents.MEMBER, "{\"account\": 17");
        tell("active", 1, "After the poison");

        assertThat(eventsOnce("After the poison")).isNotEmpty();
        TestEvents.read(
                TestEvents.ACCESS + ".dead-letter.identity",
                record -> record.key().equals("poison-" + account));
    }
}
