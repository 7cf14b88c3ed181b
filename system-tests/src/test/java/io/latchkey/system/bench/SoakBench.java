package io.latchkey.system.bench;

import io.latchkey.system.bench.Load.Result;
import io.latchkey.system.people.Person;
import io.latchkey.system.stack.Places;
import io.latchkey.system.stack.Stack;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.Jedis;

/**
 * A long life pressed together: checks, changes, queries, log-ins, API users that come and go all the time, and what the services
 * take of the machine, and keep of their places, looked at again and again. What grows from the second quarter to the last would
 * end a long life.
 */
final class SoakBench {
    private static final Duration LIFE = Duration.parse(System.getProperty("bench.soak", "PT20M"));
    private static final int LOOKS = 20;
    private static final int CHECKS_PER_SECOND = 400;
    private static final int CONNECTIONS = 16;
    private static final long BETWEEN_CHANGES_MILLIS = 150;
    /** Of changes: so often somebody logs in, which costs a tenth of a second on a core. */
    private static final int LOG_IN = 20;
    /** Of changes: so often an API user comes and goes. */
    private static final int COME_AND_GO = 5;

    private static final Map<String, String> QUERY = Map.of("query", "{ workspaces { items { id } } }");

    private static final List<String> SERVICES = List.of("identity-service", "workspace-service", "token-service");

    private final Subject subject;
    private final Stack stack;

    SoakBench(Subject subject) {
        this.subject = subject;
        this.stack = subject.stack;
    }

    void run(BenchReport report) throws Exception {
        Map<String, double[]> looks = new TreeMap<>();
        int refused = 0;
        try (ExecutorService beside = Executors.newSingleThreadExecutor()) {
            Future<Integer> changes = beside.submit(this::changes);
            for (int look = 0; look < LOOKS; look++) {
                Result checks = Load.open(
                        URI.create(stack.url("token")).getPort(),
                        subject.checks(),
                        CONNECTIONS,
                        LIFE.dividedBy(LOOKS),
                        CHECKS_PER_SECOND);
                refused += checks.refused();
                look(looks, look);
            }
            report.figure("soakMinutes", LIFE.toSeconds() / 60.0);
            report.figure("soakChanges", changes.get());
            report.figure("soakChecksRefused", refused);
        }
        looks.forEach((what, much) -> {
            report.figure("soak." + what + ".secondQuarter", quarter(much, 1));
            report.figure("soak." + what + ".lastQuarter", quarter(much, 3));
        });
    }

    private static double quarter(double[] looks, int which) {
        return Rounds.median(Arrays.copyOfRange(looks, which * LOOKS / 4, (which + 1) * LOOKS / 4));
    }

    /** How many were made. */
    private int changes() throws InterruptedException {
        Person owner = subject.owner;
        String apiUsers = "/v1/workspaces/" + subject.workspace + "/api-users";
        long end = System.nanoTime() + LIFE.toNanos();
        int made = 0;
        for (; System.nanoTime() < end; made++) {
            if (made % LOG_IN == 0) {
                owner.logsIn();
            }
            List<String> permissions = made % 2 == 0 ? List.of("reports", "exports") : List.of("reports");
            owner.does()
                    .body(Map.of("permissions", permissions))
                    .patch(apiUsers + "/" + subject.accounts.get(made % subject.accounts.size()))
                    .then()
                    .statusCode(200);
            owner.does().body(QUERY).post("/graphql").then().statusCode(200);
            if (made % COME_AND_GO == 0) {
                String passing =
                        owner.createsApiUser(subject.workspace, Map.of("name", "Passing", "permissions", List.of()));
                owner.does().delete(apiUsers + "/" + passing).then().statusCode(204);
            }
            TimeUnit.MILLISECONDS.sleep(BETWEEN_CHANGES_MILLIS);
        }
        return made;
    }

    private void look(Map<String, double[]> looks, int look) throws IOException, SQLException {
        for (String service : SERVICES) {
            Taken taken = new Taken(stack.process(service).orElseThrow());
            of("heapMiB." + service, looks)[look] = taken.heapMiB();
            of("rssMiB." + service, looks)[look] = taken.residentMiB();
            of("threads." + service, looks)[look] = taken.threads();
            of("openFiles." + service, looks)[look] = taken.openFiles();
            of("placesTaken." + service, looks)[look] = Places.taken(stack, service.replace("-service", ""));
        }
        of("postgresConnections", looks)[look] = counted("postgres", "pg_stat_activity");
        of("rowsOnTheirWay", looks)[look] = counted("identity", "outbox")
                + counted("workspace", "outbox")
                + counted("token", "outbox")
                + counted("token", "cache_pending");
        try (Jedis redis = new Jedis(URI.create(stack.value("/redis")))) {
            of("redisConnections", looks)[look] = redis.clientList().lines().count();
            of("redisKeys", looks)[look] = redis.dbSize();
        }
    }

    private static double[] of(String what, Map<String, double[]> looks) {
        return looks.computeIfAbsent(what, name -> new double[LOOKS]);
    }

    private double counted(String database, String table) throws SQLException {
        try (Connection postgres = stack.database(database);
                Statement statement = postgres.createStatement();
                ResultSet counted = statement.executeQuery("select count(*) from " + table)) {
            counted.next();
            return counted.getDouble(1);
        }
    }
}
