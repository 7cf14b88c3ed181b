package io.latchkey.workspace.access;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Duration;
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
                                where m.id.account = :account and w.status <> 'deleted' and w.id > :after
                                """ + (among == null ? "" : " and w.id in :among ") + "order by w.id", Workspace.class)
                    .setParameter("account", account)
                    .setParameter("after", after)
                    .setMaxResults(limit);
            return (among == null ? query : query.setParameter("among", among)).getResultList();
        });
    }

    /** Null where there is no such workspace. Only the id, so that a lock then reads the workspace fresh. */
    public Uni<UUID> organizationOf(UUID id) {
        return Panache.getSession()
                .flatMap(session -> session.createQuery("select organization from Workspace where id = :id", UUID.class)
                        .setParameter("id", id)
                        .getSingleResultOrNull());
    }

    /** Those of an organization, by id, after the given one. */
    public Uni<List<Workspace>> ofOrganization(UUID organization, UUID after, int limit) {
        return find("organization = ?1 and status <> 'deleted' and id > ?2 order by id", organization, after)
                .page(0, limit)
                .list();
    }

    /** Those the account is in, or that are of an organization it owns or administers, in the order in which they are locked. */
    public Uni<List<UUID>> idsConcerning(UUID account) {
        return Panache.getSession()
                .flatMap(session -> session.createQuery("""
                                select id from Workspace where status <> 'deleted'
                                    and (id in (select m.id.workspace from Member m where m.id.account = ?1)
                                        or organization in (select o.id from Organization o where o.owner = ?1)
                                        or organization in (select a.id.organization from Administrator a
                                            where a.id.account = ?1))
                                order by id""", UUID.class)
                        .setParameter(1, account)
                        .getResultList());
    }

    public Uni<List<UUID>> idsOf(UUID organization) {
        return Panache.getSession()
                .flatMap(session -> session.createQuery(
                                "select id from Workspace where organization = :organization and status <> 'deleted' order by id",
                                UUID.class)
                        .setParameter("organization", organization)
                        .getResultList());
    }

    /** All of an organization, locked one after another in the order of ids, as everybody does who locks several. */
    public Uni<List<Workspace>> lockedOf(UUID organization) {
        return find("organization = ?1 and status <> 'deleted' order by id", organization)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    /** All that are not deleted, by id. */
    public Uni<List<UUID>> ids(UUID after, int limit) {
        return Panache.getSession()
                .flatMap(session -> session.createQuery(
                                "select id from Workspace where status <> 'deleted' and id > :after order by id",
                                UUID.class)
                        .setParameter("after", after)
                        .setMaxResults(limit)
                        .getResultList());
    }

    /** One that was last told of by an older catalogue, locked, and that nobody else has locked; null for none. */
    public Uni<Workspace> lockedBefore(int catalogue) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery("""
                                select id from workspace where catalogue < :catalogue and status <> 'deleted'
                                order by catalogue, id limit 1 for update skip locked""", UUID.class)
                        .setParameter("catalogue", catalogue)
                        .getSingleResultOrNull())
                .flatMap(id -> id == null ? Uni.createFrom().nullItem() : locked(id));
    }

    /**
     * The one whose turn it is to be told anew, which is then no longer its turn; null for none.
     *
     * @param every how long after the last time it is its turn again
     */
    public Uni<UUID> nextToRetell(Duration every) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery("""
                                update workspace set told_at = clock_timestamp()
                                where id = (select id from workspace
                                            where told_at < clock_timestamp() - make_interval(secs => :seconds)
                                                and status <> 'deleted'
                                            order by told_at limit 1 for update skip locked)
                                returning id""", UUID.class)
                        .setParameter("seconds", (double) every.toSeconds())
                        .getSingleResultOrNull());
    }

    /** One that another transaction has just asked about counts as taken: it is about to be. */
    public Uni<Boolean> isSlugTaken(String slug) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery("""
                                select not pg_try_advisory_xact_lock(hashtextextended(:slug, 0))
                                    or exists (select from workspace where slug = :slug)""", Boolean.class)
                        .setParameter("slug", slug)
                        .getSingleResult());
    }
}
