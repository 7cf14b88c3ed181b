package io.latchkey.workspace.devices;

import io.latchkey.workspace.rights.Tags;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

@ApplicationScoped
public class Devices implements PanacheRepositoryBase<Device, UUID> {
    Uni<List<Device>> page(UUID workspace, UUID after, int limit) {
        return find("workspace = ?1 and id > ?2 order by id", workspace, after)
                .page(0, limit)
                .list();
    }

    Uni<List<Device>> page(UUID workspace, Collection<UUID> among, UUID after, int limit) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(
                                "select id, workspace, name, serial, tags, created_at from device where workspace = :workspace and id = any("
                                        + Ids.IN_SQL + ") and id > :after order by id",
                                Device.class)
                        .setParameter("workspace", workspace)
                        .setParameter("value", Ids.joined(among))
                        .setParameter("after", after)
                        .setMaxResults(limit)
                        .getResultList());
    }

    Uni<Device> find(UUID workspace, UUID id) {
        return find("workspace = ?1 and id = ?2", workspace, id).firstResult();
    }

    Uni<Boolean> hasSerial(UUID workspace, String serial) {
        return count("workspace = ?1 and serial = ?2", workspace, serial).map(count -> count > 0);
    }

    /** Those of the serial numbers that devices of the workspace have. */
    public Uni<Set<String>> takenSerials(UUID workspace, Collection<String> serials) {
        if (serials.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(
                                "select serial from device where workspace = :workspace and serial = any(" + Tags.IN_SQL
                                        + ")",
                                String.class)
                        .setParameter("workspace", workspace)
                        .setParameter("value", Tags.joined(serials))
                        .getResultList())
                .map(HashSet::new);
    }

    /**
     * Many at once.
     *
     * @param rows a JSON array of {@code {id, name, serial, tags[]}}
     */
    public Uni<Void> insertAll(UUID workspace, String rows, Instant createdAt) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery("""
                                insert into device (id, workspace, name, serial, tags, created_at)
                                select id, :workspace, name, serial, tags, :createdAt
                                from jsonb_to_recordset(cast(cast(:rows as text) as jsonb))
                                    as listed(id uuid, name text, serial text, tags varchar[])""")
                        .setParameter("workspace", workspace)
                        .setParameter("createdAt", createdAt)
                        .setParameter("rows", rows)
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** Those of the ids that are not devices of the workspace. */
    public Uni<Set<UUID>> missing(UUID workspace, Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(
                                "select id from device where workspace = :workspace and id = any(" + Ids.IN_SQL + ")",
                                UUID.class)
                        .setParameter("workspace", workspace)
                        .setParameter("value", Ids.joined(ids))
                        .getResultList())
                .map(found -> {
                    Set<UUID> missing = new HashSet<>(ids);
                    found.forEach(missing::remove);
                    return missing;
                });
    }

    /** Those with one of the tags. */
    public Uni<List<UUID>> withTags(UUID workspace, String[] tags) {
        if (tags.length == 0) {
            return Uni.createFrom().item(List.of());
        }
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(
                                "select id from device where workspace = :workspace and tags && " + Tags.IN_SQL
                                        + " order by id",
                                UUID.class)
                        .setParameter("workspace", workspace)
                        .setParameter("value", Tags.joined(List.of(tags)))
                        .getResultList());
    }

    public Uni<List<UUID>> ids(UUID workspace) {
        return Panache.getSession()
                .flatMap(
                        session -> session.createQuery("select id from Device where workspace = :workspace", UUID.class)
                                .setParameter("workspace", workspace)
                                .getResultList());
    }
}
