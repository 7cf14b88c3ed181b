package io.latchkey.workspace.devices;

import io.latchkey.workspace.rights.Tags;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
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
        return find("workspace = ?1 and id in ?2 and id > ?3 order by id", workspace, among, after)
                .page(0, limit)
                .list();
    }

    Uni<Device> find(UUID workspace, UUID id) {
        return find("workspace = ?1 and id = ?2", workspace, id).firstResult();
    }

    Uni<Boolean> hasSerial(UUID workspace, String serial) {
        return count("workspace = ?1 and serial = ?2", workspace, serial).map(count -> count > 0);
    }

    /** Those of the ids that are not devices of the workspace. */
    public Uni<Set<UUID>> missing(UUID workspace, Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        return Panache.getSession()
                .flatMap(session -> session.createQuery(
                                "select id from Device where workspace = :workspace and id in (:ids)", UUID.class)
                        .setParameter("workspace", workspace)
                        .setParameter("ids", ids)
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
