package io.latchkey.workspace.organizations;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
public class Organizations implements PanacheRepositoryBase<Organization, UUID> {
    private static final String CONCERNING = """
            (owner = ?1 or offeredTo = ?1
                or id in (select a.id.organization from Administrator a where a.id.account = ?1))""";

    private static final String SHARED = """
            owner = ?1 and (id in (select a.id.organization from Administrator a)
                or id in (select w.organization from Workspace w join Member m on m.id.workspace = w.id
                    where w.status <> 'deleted' and m.kind = 'user' and m.id.account <> ?1))""";

    /** The first that the account owns; null where it owns none. Only the id, so that a lock then reads it fresh. */
    public Uni<UUID> idOwnedBy(UUID account) {
        return Panache.getSession()
                .flatMap(session -> session.createQuery(
                                "select id from Organization where owner = :owner order by id", UUID.class)
                        .setParameter("owner", account)
                        .setMaxResults(1)
                        .getSingleResultOrNull());
    }

    /** Those the account owns, administers or is offered, by id. */
    public Uni<List<Organization>> concerning(UUID account, UUID after, int limit) {
        return find(CONCERNING + " and id > ?2 order by id", account, after)
                .page(0, limit)
                .list();
    }

    /** Those the account owns and others are in: as administrators, or as people in one of its workspaces. */
    public Uni<List<Organization>> sharedBy(UUID owner, UUID after, int limit) {
        return find(SHARED + " and id > ?2 order by id", owner, after)
                .page(0, limit)
                .list();
    }

    public Uni<List<UUID>> idsSharedBy(UUID owner) {
        return ids("from Organization where " + SHARED, owner);
    }

    /** All that the account owns, administers or is offered, in the order in which they are locked. */
    public Uni<List<UUID>> idsConcerning(UUID account) {
        return ids("from Organization where " + CONCERNING + " order by id", account);
    }

    private static Uni<List<UUID>> ids(String from, UUID account) {
        return Panache.getSession()
                .flatMap(session -> session.createQuery("select id " + from, UUID.class)
                        .setParameter(1, account)
                        .getResultList());
    }

    /** Locked until the transaction under way ends; taken before any of its workspaces' locks. */
    public Uni<Organization> locked(UUID id) {
        return findById(id, LockModeType.PESSIMISTIC_WRITE);
    }
}
