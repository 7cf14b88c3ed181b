package io.latchkey.workspace.access;

import io.latchkey.workspace.rights.Catalogue;
import io.latchkey.workspace.rights.Tags;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
public class Members implements PanacheRepositoryBase<Member, Member.Key> {
    public Uni<Member> find(UUID workspace, UUID account) {
        return findById(new Member.Key(workspace, account));
    }

    public Uni<Member> find(UUID workspace, UUID account, String kind) {
        return find(workspace, account).map(member -> member != null && member.kind.equals(kind) ? member : null);
    }

    public Uni<List<Member>> all(UUID workspace) {
        return list("id.workspace = ?1 order by id.account", workspace);
    }

    public Uni<List<Member>> page(UUID workspace, String kind, UUID after, int limit) {
        return find("id.workspace = ?1 and kind = ?2 and id.account > ?3 order by id.account", workspace, kind, after)
                .page(0, limit)
                .list();
    }

    public Uni<List<Member>> withRole(UUID workspace, String role) {
        return having(":value = any(roles)", workspace, role);
    }

    public Uni<List<Member>> withDevice(UUID workspace, UUID device) {
        // The containment operator is what the index on the column serves.
        return having(
                "(device_ids @> array[cast(:value as uuid)] or tagged_device_ids @> array[cast(:value as uuid)])",
                workspace,
                device);
    }

    /** Who holds devices by one of the tags. */
    public Uni<List<Member>> withTags(UUID workspace, Collection<String> tags) {
        return having("device_tags && " + Tags.IN_SQL, workspace, Tags.joined(tags));
    }

    public Uni<List<Member>> among(UUID workspace, Collection<UUID> accounts) {
        return list("id.workspace = ?1 and id.account in ?2 order by id.account", workspace, accounts);
    }

    public Uni<Long> owners(UUID workspace) {
        return withRole(workspace, Catalogue.OWNER).map(owners -> (long) owners.size());
    }

    private Uni<List<Member>> having(String condition, UUID workspace, Object value) {
        String query = "select " + Member.COLUMNS + " from member m where m.workspace = :workspace and " + condition;
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(query, Member.class)
                        .setParameter("workspace", workspace)
                        .setParameter("value", value)
                        .getResultList());
    }
}
