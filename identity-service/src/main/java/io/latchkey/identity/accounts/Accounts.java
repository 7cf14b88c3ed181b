package io.latchkey.identity.accounts;

import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import io.latchkey.outbox.Outbox;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

@ApplicationScoped
public class Accounts implements PanacheRepositoryBase<Account, UUID> {
    private final Outbox outbox;

    Accounts(Outbox outbox) {
        this.outbox = outbox;
    }

    /** An account and its password's hash, as one read. */
    public record WithPassword(Account account, String hash) {}

    /** Null where there is none. */
    public Uni<WithPassword> byEmail(String normalizedEmail) {
        return Panache.getSession()
                .flatMap(session -> session.createQuery(
                                "select a, p.hash from Account a join Password p on p.account = a.id where a.email = :email",
                                Object[].class)
                        .setParameter("email", normalizedEmail)
                        .getSingleResultOrNull())
                .map(row -> row == null ? null : new WithPassword((Account) row[0], (String) row[1]));
    }

    /** For a change: its events keep the order of the changes, since each waits for this lock. */
    Uni<Account> locked(UUID id) {
        return findById(id, LockModeType.PESSIMISTIC_WRITE);
    }

    /**
     * Changes an account and tells of it; needs a transaction.
     *
     * @param change whether it changed anything
     * @throws Refused where there is no such account
     */
    public Uni<Account> change(UUID id, Predicate<Account> change) {
        return locked(id)
                .onItem()
                .ifNull()
                .failWith(() -> Refused.because(Reason.NOT_FOUND, "There is no such account."))
                .call(account -> {
                    if (!change.test(account)) {
                        return Uni.createFrom().voidItem();
                    }
                    account.revision++;
                    return outbox.append(AccountEvent.of(account).toOutbox());
                });
    }

    /**
     * Tells once more what is so, as another revision, so that nobody takes it for old; needs a transaction.
     *
     * @return whose state was told
     */
    public Uni<List<UUID>> tellAgain(UUID after, int limit) {
        return find("id > ?1 order by id", after)
                .page(0, limit)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list()
                .call(found -> {
                    found.forEach(account -> account.revision++);
                    return outbox.append(found.stream()
                            .map(account -> AccountEvent.of(account).toOutbox())
                            .toList());
                })
                .map(found -> found.stream().map(Account::id).toList());
    }

    /** Locked until the transaction under way ends, so that it stays so; needs a session that has not read it. */
    public Uni<Boolean> isStillAsJudged(WithPassword judged) {
        return locked(judged.account().id)
                .flatMap(account -> passwordHash(judged.account().id)
                        .map(hash -> account != null
                                && account.mayReturn()
                                && judged.hash().equals(hash)));
    }

    /** Those that end by now, the one that waits longest first; needs a session. */
    public Uni<List<UUID>> leavingBy(Instant now, int limit) {
        return Panache.getSession()
                .flatMap(session -> session.createQuery(
                                "select id from Account where deletesAt <= :now order by deletesAt", UUID.class)
                        .setParameter("now", now)
                        .setMaxResults(limit)
                        .getResultList());
    }

    /** Only the address, so that a lock then reads the account fresh. */
    public Uni<String> addressOf(UUID id) {
        return Panache.getSession()
                .flatMap(session -> session.createQuery("select email from Account where id = :id", String.class)
                        .setParameter("id", id)
                        .getSingleResultOrNull());
    }

    /** Needs a transaction; nobody logs in with it any more. */
    public Uni<Void> forgetPassword(UUID account) {
        return Panache.getSession()
                .flatMap(session -> session.createMutationQuery("delete from Password where account = :account")
                        .setParameter("account", account)
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** Null where there is none, as for an API user. */
    public Uni<String> passwordHash(UUID account) {
        return Panache.getSession()
                .flatMap(session -> session.find(Password.class, account))
                .map(found -> found == null ? null : found.hash);
    }

    /** Needs a transaction; nobody logs in with the one before while it is under way. */
    public Uni<Void> setPasswordHash(UUID account, String hash) {
        return locked(account)
                .flatMap(locked -> Panache.getSession())
                .flatMap(session -> session.find(Password.class, account))
                .invoke(found -> found.hash = hash)
                .replaceWithVoid();
    }

    Uni<Void> add(Account account, String passwordHash) {
        Password password = new Password();
        password.account = account.id;
        password.hash = passwordHash;
        return persist(account)
                .flatMap(added -> Panache.getSession())
                .flatMap(session -> session.persist(password))
                .call(this::flush);
    }
}
