package io.latchkey.workspace.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasSize;

import io.latchkey.local.tests.Servers;
import io.latchkey.workspace.Platform;
import io.latchkey.workspace.Platform.Person;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** What requests cost PostgreSQL, counted by itself: as much in a workspace of tens of thousands as in one of a few. */
@QuarkusTest
@WithTestResource(Servers.class)
class CostTest {
    private static final int MANY = 40_000;
    private static final int PAGE = 20;
    /** Of 8 KiB, looked at; one look at all of a table here is more than 700. */
    private static final long BLOCKS_AT_MOST = 400;

    /** Of one list: where the caller stands, and the page. */
    private static final long OF_A_LIST = 5;
    /** Five looks - the workspace, who acts for its organization, the caller, the API user, the log - and five writes. */
    private static final long OF_A_CHANGE = 10;

    private static final int TURNS = 3;
    private static final List<String> LISTS =
            List.of("/members", "/api-users", "/devices", "/invitations", "/audit-log");

    private static final String FILL = """
            create temporary table made as select gen_random_uuid() as id, n from generate_series(1, %1$d) as n;
            insert into account (id, kind, email, display_name, status, revision)
              select id, case when n %% 2 = 0 then 'user' else 'api-user' end, n || '.%2$s@example.com', 'Somebody ' || n,
                     'active', 1 from made;
            insert into member (workspace, account, kind, name, permissions, roles, all_devices, device_ids, device_permissions,
                                joined_at)
              select '%2$s', id, case when n %% 2 = 0 then 'user' else 'api-user' end, 'Somebody ' || n, '{reports}', '{}', false,
                     '{}', '{}', now() from made;
            insert into device (id, workspace, name, serial, tags, created_at)
              select id, '%2$s', 'Meter ' || n, 'S' || n, '{}', now() from made;
            insert into invitation (id, workspace, email, status, invited_by, permissions, roles, all_devices, device_ids,
                                    device_permissions, teams, created_at, expires_at)
              select id, '%2$s', n || '.%2$s@example.com', 'pending', '%3$s', '{}', '{}', false, '{}', '{}', '{}', now(),
                     now() + interval '1 day' from made;
            insert into audit_entry (id, log, number, organization, workspace, at, action, target, key_id, mac)
              select made.id, log.id, 1000 + n, workspace.organization, workspace.id, now(), 'member.changed', 'member', 'k', '\\x00'
              from made, workspace join audit_log log on log.workspace = workspace.id where workspace.id = '%2$s';
            drop table made;
            analyze""";

    @ConfigProperty(name = "latchkey.db.port")
    int port;

    @ConfigProperty(name = "latchkey.db.name")
    String database;

    /** @param blocks of all statements together */
    private record Cost(long statements, long blocks) {}

    private interface Request {
        void by(Person person, int turn) throws SQLException;
    }

    @Test
    void costAsMuchAmongManyAsAmongFew() throws SQLException {
        Person few = Platform.register();
        Person many = Platform.register();
        try (Connection postgres = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + port + "/" + database, "postgres", "");
                Statement statement = postgres.createStatement()) {
            statement.execute("create extension if not exists pg_stat_statements");
            statement.execute(FILL.formatted(100, few.workspace(), few.account()));
            statement.execute(FILL.formatted(MANY, many.workspace(), many.account()));

            for (String list : LISTS) {
                Map<Person, String> second = Map.of(few, secondPage(few, list), many, secondPage(many, list));
                costAlike(
                        list,
                        OF_A_LIST,
                        few,
                        many,
                        statement,
                        (person, turn) -> person.request()
                                .get(second.get(person))
                                .then()
                                .statusCode(200)
                                .body("items", hasSize(PAGE)));
            }
            Map<Person, String> apiUser = Map.of(few, apiUser(few), many, apiUser(many));
            costAlike(
                    "a change of rights",
                    OF_A_CHANGE,
                    few,
                    many,
                    statement,
                    (person, turn) -> person.patch(
                                    apiUser.get(person),
                                    Map.of("permissions", List.of(turn % 2 == 0 ? "exports" : "reports")))
                            .then()
                            .statusCode(200));
        }
    }

    private static String secondPage(Person reader, String list) {
        String path = reader.in(list) + "?limit=" + PAGE;
        return path + "&after="
                + reader.request().get(path).then().statusCode(200).extract().path("next");
    }

    private static String apiUser(Person owner) {
        return owner.in("/api-users/")
                + owner.post(owner.in("/api-users"), Map.of("name", "Export", "permissions", List.of("reports")))
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("account");
    }

    private static void costAlike(
            String what, long statements, Person few, Person many, Statement statistics, Request request)
            throws SQLException {
        Cost ofFew = leastCost(few, statistics, request);
        Cost ofMany = leastCost(many, statistics, request);
        assertThat(ofMany.statements()).as(what).isEqualTo(ofFew.statements()).isBetween(1L, statements);
        assertThat(ofMany.blocks())
                .as("%s, where few cost %d", what, ofFew.blocks())
                .isLessThan(BLOCKS_AT_MOST);
    }

    /** What the service does of its own accord meanwhile can only add to it. */
    private static Cost leastCost(Person person, Statement statistics, Request request) throws SQLException {
        Cost least = cost(person, statistics, request, 0);
        for (int turn = 1; turn < TURNS; turn++) {
            Cost again = cost(person, statistics, request, turn);
            least = new Cost(
                    Math.min(least.statements(), again.statements()), Math.min(least.blocks(), again.blocks()));
        }
        return least;
    }

    private static Cost cost(Person person, Statement statistics, Request request, int turn) throws SQLException {
        Map<Long, Cost> before = statements(statistics);
        request.by(person, turn);
        long statements = 0;
        long blocks = 0;
        for (Map.Entry<Long, Cost> after : statements(statistics).entrySet()) {
            Cost past = before.getOrDefault(after.getKey(), new Cost(0, 0));
            statements += after.getValue().statements() - past.statements();
            blocks += after.getValue().blocks() - past.blocks();
        }
        return new Cost(statements, blocks);
    }

    /** By the number that PostgreSQL gives each; what the relay and the jobs do, which goes on all the while, is left out. */
    private static Map<Long, Cost> statements(Statement statistics) throws SQLException {
        Map<Long, Cost> statements = new LinkedHashMap<>();
        try (ResultSet rows = statistics.executeQuery("""
                select queryid, sum(calls), sum(shared_blks_hit + shared_blks_read) from pg_stat_statements
                where query ~* '(from|join|into|update) (workspace|organization|member|account|device|team|role|invitation|audit_entry|audit_log)\\M'
                    or query ~* 'into outbox'
                group by queryid""")) {
            while (rows.next()) {
                statements.put(rows.getLong(1), new Cost(rows.getLong(2), rows.getLong(3)));
            }
        }
        return statements;
    }
}
