package io.latchkey.edge.problems;

import io.vertx.pgclient.PgException;
import java.sql.SQLException;
import java.util.stream.Stream;

/** What PostgreSQL said of a failure: five characters each, by Appendix A of its documentation. */
final class SqlStates {
    private SqlStates() {}

    /** As the client throws it, and as Hibernate does, which puts it into an exception of JDBC's. */
    static Stream<String> of(Throwable failure) {
        return Stream.iterate(failure, at -> at != null, Throwable::getCause).flatMap(at -> switch (at) {
            case PgException pg -> Stream.ofNullable(pg.getSqlState());
            case SQLException jdbc -> Stream.ofNullable(jdbc.getSQLState());
            default -> Stream.empty();
        });
    }
}
