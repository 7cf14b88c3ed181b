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
        return find("""
                        id > ?2 and (owner = ?1 or offeredTo = ?1
                            or id in (select a.id.organization from Administrator a where a.id.account = ?1))
                        order by id""", account, after).page(0, limit).list();
    }

    /** Locked until the transaction under way ends; taken before any of its workspaces' locks. */
    public Uni<Organization> locked(UUID id) {
        return findById(id, LockModeType.PESSIMISTIC_WRITE);
    }
}
