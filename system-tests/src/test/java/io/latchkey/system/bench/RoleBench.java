package io.latchkey.system.bench;

import io.latchkey.system.bench.Changes.Robot;
import io.latchkey.system.people.Person;
import io.latchkey.system.stack.Stack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;

/**
 * A role that very many hold is changed: how long until every check sees it, and whether changes in other workspaces have to
 * wait meanwhile, in one whose events are on the same partition and in one whose are not.
 */
final class RoleBench {
    private static final int HOLDERS = 10_000;
    private static final String TOPIC = "workspace.access.v1";
    private static final long BETWEEN_MILLIS = 100;
    private static final int WARM_UP = 100;

    private final Subject subject;
    private final Stack stack;
    private final Person owner;
    private final Changes changes;

    RoleBench(Subject subject) {
        this.subject = subject;
        this.stack = subject.stack;
        this.owner = subject.owner;
        this.changes = new Changes(subject);
    }

    void run(BenchReport report) throws Exception {
        String workspace = owner.createsWorkspace("Works");
        String path = "/v1/workspaces/" + workspace + "/roles";
        String role = owner.does()
                .body(Map.of("name", "Shift", "permissions", List.of("reports")))
                .post(path)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        hold(workspace, role);
        Robot neighbour = changes.robot(other(workspace, true), "Neighbour");
        Robot distant = changes.robot(other(workspace, false), "Distant");
        Robot holder = changes.robot(workspace, "Holder");
        owner.does()
                .body(Map.of("roles", List.of(role)))
                .patch("/v1/workspaces/" + workspace + "/api-users/" + holder.account())
                .then()
                .statusCode(200);
        for (int i = 0; i < WARM_UP; i++) {
            changes.millisUntilSeen(i % 2 == 0 ? neighbour : distant, i / 2 % 2 == 0);
        }

        CompletableFuture<Double> applied =
                CompletableFuture.supplyAsync(() -> applied(path + "/" + role, report), Thread::startVirtualThread);
        CompletableFuture<Double> near =
                CompletableFuture.supplyAsync(() -> slowest(neighbour, applied), Thread::startVirtualThread);
        double far = slowest(distant, applied);
        report.figure("roleHolders", HOLDERS);
        report.figure("roleAppliedSeconds", applied.join());
        report.figure("roleOthersWaitedMs", far);
        report.figure("roleSamePartitionWaitedMs", near.join());
    }

    /** Seconds from the answer until all of it is seen. */
    private double applied(String role, BenchReport report) {
        try {
            TimeUnit.SECONDS.sleep(1);
            long start = System.nanoTime();
            String revision = changes.change(role, Map.of("permissions", List.of("exports")));
            long committed = System.nanoTime();
            report.figure("roleAnsweredSeconds", (committed - start) / 1e9);
            while (!changes.isEverywhere(revision)) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
            return (System.nanoTime() - committed) / 1e9;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Milliseconds that a change had to wait meanwhile until it was seen, at most. */
    private double slowest(Robot robot, CompletableFuture<?> meanwhile) {
        double slowest = 0;
        try {
            for (int i = 0; !meanwhile.isDone(); i++) {
                slowest = Math.max(slowest, changes.millisUntilSeen(robot, i % 2 == 0));
                TimeUnit.MILLISECONDS.sleep(BETWEEN_MILLIS);
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return slowest;
    }

    /** Written straight into PostgreSQL, as so many would have to be told of one by one. */
    private void hold(String workspace, String role) throws SQLException {
        String holders =
                " from (select md5('holder ' || n)::uuid as id, n from generate_series(1, " + HOLDERS + ") as n) made";
        execute(
                "workspace",
                "insert into account (id, kind, display_name, status, revision)"
                        + " select id, 'api-user', 'Robot', 'active', 1" + holders,
                "insert into member (workspace, account, kind, name, permissions, roles, all_devices, device_ids,"
                        + " device_permissions, joined_at) select '" + workspace
                        + "', id, 'api-user', 'Robot', '{}', array['"
                        + role + "'], false, '{}', '{}', now()" + holders);
        execute(
                "identity",
                "insert into account (id, kind, display_name, status, revision, source_revision, created_at)"
                        + " select id, 'api-user', 'Robot', 'active', 1, 1, now()" + holders);
        execute(
                "token",
                "insert into account (id, kind, status, display_name, revision)"
                        + " select id, 'api-user', 'active', 'Robot', 1" + holders,
                "insert into token (id, account, kind, name, automatic, hmac, pepper, hint, status, version, created_at)"
                        + " select uuidv7(), id, 'api-user', 'Robot', true, sha256(id::text::bytea), 'none',"
                        + " 'lk_api_0000…0000', 'active', 1, now()" + holders,
                "insert into scope (account, workspace, kind, status, revision, permissions, every_device, device_ids,"
                        + " device_permissions, devices_revision, teams) select id, '" + workspace
                        + "', 'api-user', 'active', 1, array['reports'], '{}', '{}', '{}', 1, '{}'" + holders);
        Operator operator = new Operator(stack);
        operator.refills();
        operator.awaitsComplete();
    }

    private void execute(String database, String... all) throws SQLException {
        try (Connection postgres = stack.database(database);
                Statement statement = postgres.createStatement()) {
            for (String one : all) {
                statement.execute(one);
            }
            statement.execute("analyze");
        }
    }

    /** Another workspace, whose events are on the same partition, or are not. */
    private String other(String workspace, boolean same) {
        int partitions;
        try (KafkaProducer<byte[], byte[]> kafka = new KafkaProducer<>(
                Map.of("bootstrap.servers", stack.value("/kafka")),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            partitions = kafka.partitionsFor(TOPIC).size();
        }
        String other;
        do {
            other = owner.createsWorkspace("Other");
        } while (same != (partition(other, partitions) == partition(workspace, partitions)));
        return other;
    }

    private static int partition(String key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % partitions;
    }
}
