package io.latchkey.workspace.access;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Set;
import java.util.UUID;

@ApplicationScoped
public class Workspaces implements PanacheRepositoryBase<Workspace, UUID> {
    /** Locked until the transaction under way ends, so that one change follows another. */
    public Uni<Workspace> locked(UUID id) {
        return findById(id, LockModeType.PESSIMISTIC_WRITE);
    }

    /**
     * Those the account is a member of, by id, after the given one.
     *
     * @param among only of these; null for all
     */
    public Uni<List<Workspace>> of(UUID account, Set<UUID> among, UUID after, int limit) {
        return Panache.getSession().flatMap(session -> {
            var query = session.createQuery(
                            """
                                select w from Workspace w join Member m on m.id.workspace = w.id
                                where m.id.account = :account and w.status = 'active' and w.id > :after
                                """ + (among == null ? "" : " and w.id in :among ") + "order by w.id", Workspace.class)
                    .setParameter("account", account)
                    .setParameter("after", after)
                    .setMaxResults(limit);
            return (among == null ? query : query.setParameter("among", among)).getResultList();
        });
    }

    public Uni<Boolean> isSlugTaken(String slug) {
        return count("slug", slug).map(count -> count > 0);
    }
}
