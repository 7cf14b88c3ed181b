package io.latchkey.identity.accounts;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.UUID;

@ApplicationScoped
public class Accounts implements PanacheRepositoryBase<Account, UUID> {
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
