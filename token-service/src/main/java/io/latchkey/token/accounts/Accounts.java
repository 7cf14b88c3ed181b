package io.latchkey.token.accounts;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.UUID;

@ApplicationScoped
public class Accounts implements PanacheRepositoryBase<Account, UUID> {
    private static final String ADD = """
            insert into account (id, kind, status, display_name, revision)
            values (:id, :kind, :status, :displayName, :revision) on conflict do nothing""";

    public Uni<Account> locked(UUID id) {
        return findById(id, LockModeType.PESSIMISTIC_WRITE);
    }

    /** False where there is one, waiting for whoever is just adding it. */
    public Uni<Boolean> add(Account account) {
        return getSession()
                .flatMap(session -> session.createNativeQuery(ADD)
                        .setParameter("id", account.id)
                        .setParameter("kind", account.kind)
                        .setParameter("status", account.status)
                        .setParameter("displayName", account.displayName)
                        .setParameter("revision", account.revision)
                        .executeUpdate())
                .map(rows -> rows == 1);
    }
}
