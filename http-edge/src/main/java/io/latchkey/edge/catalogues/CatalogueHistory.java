package io.latchkey.edge.catalogues;

import io.latchkey.edge.secrets.Sha256;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.jboss.logging.Logger;

/** The versions that this service has run with, in its table {@code catalogue}. */
@ApplicationScoped
public class CatalogueHistory {
    private static final Logger LOG = Logger.getLogger(CatalogueHistory.class);
    private static final long LOCK = 0x4C4B_4341_5441_4C4FL;

    private final Pool postgres;

    CatalogueHistory(Pool postgres) {
        this.postgres = postgres;
    }

    /**
     * @return whether it is new, and from now on the newest
     * @throws IllegalStateException where it cannot follow the version before it
     */
    public Uni<Boolean> admit(CatalogueVersion asked) {
        return postgres.withTransaction(connection -> connection
                .preparedQuery("select pg_advisory_xact_lock($1)")
                .execute(Tuple.of(LOCK))
                .flatMap(locked -> connection
                        .query("select version, fingerprint, permissions from catalogue order by version desc")
                        .execute())
                .flatMap(known -> admit(
                        connection,
                        asked,
                        known.stream().map(CatalogueHistory::recorded).toList())));
    }

    private record Recorded(int version, String fingerprint, List<String> permissions) {}

    private static Recorded recorded(Row row) {
        return new Recorded(
                row.getInteger("version"), row.getString("fingerprint"), List.of(row.getArrayOfStrings("permissions")));
    }

    private static Uni<Boolean> admit(SqlConnection connection, CatalogueVersion asked, List<Recorded> known) {
        String fingerprint = HexFormat.of().formatHex(Sha256.of(asked.content().getBytes(StandardCharsets.UTF_8)));
        for (Recorded one : known) {
            if (one.version() == asked.version() && !one.fingerprint().equals(fingerprint)) {
                throw new IllegalStateException("the permission catalogue has changed and is still of version "
                        + asked.version() + "; raise its version");
            }
        }
        if (!known.isEmpty() && known.getFirst().version() >= asked.version()) {
            if (known.getFirst().version() > asked.version()) {
                LOG.warnf(
                        "the permission catalogue is of version %d; version %d has been in use",
                        asked.version(), known.getFirst().version());
            }
            return Uni.createFrom().item(false);
        }
        if (!known.isEmpty()) {
            requireFollows(asked, known.getFirst());
        }
        return connection
                .preparedQuery(
                        "insert into catalogue (version, fingerprint, permissions, since) values ($1, $2, $3, now())")
                .execute(Tuple.of(
                        asked.version(), fingerprint, asked.permissions().toArray(String[]::new)))
                .replaceWith(!known.isEmpty());
    }

    private static void requireFollows(CatalogueVersion asked, Recorded before) {
        for (int i = 0; i < before.permissions().size(); i++) {
            String expected = before.permissions().get(i);
            if (i >= asked.permissions().size() || !asked.permissions().get(i).equals(expected)) {
                throw new IllegalStateException(
                        "the permission catalogue must keep " + expected + " as number " + (i + 1)
                                + "; add permissions at the end, and mark as retired what nobody shall hold any more");
            }
        }
    }
}
