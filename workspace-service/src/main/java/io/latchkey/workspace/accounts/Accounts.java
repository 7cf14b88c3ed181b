package io.latchkey.workspace.accounts;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

@ApplicationScoped
public class Accounts implements PanacheRepositoryBase<Account, UUID> {
    /** The spelling under which identity-service tells addresses. */
    public static String normalized(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }

    /** For a change: two instances may be told of it at once, while a partition changes hands. */
    public Uni<Account> locked(UUID id) {
        return findById(id, LockModeType.PESSIMISTIC_WRITE);
    }

    /**
     * Until the transaction under way ends, nobody else registers or invites this address: else an invitation that does
     * not see the account yet and an account that does not see the invitation yet would miss each other for good. Taken
     * before any workspace's lock.
     */
    public Uni<Void> lockAddress(String normalizedEmail) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(
                                "select 1 from pg_advisory_xact_lock(hashtextextended(?1, 0))", Integer.class)
                        .setParameter(1, normalizedEmail)
                        .getSingleResult())
                .replaceWithVoid();
    }

    /** Several, in the order given: that of the alphabet, so that nobody waits for whom they keep waiting. */
    public Uni<Void> lockAddresses(List<String> sorted) {
        return Multi.createFrom()
                .iterable(sorted)
                .onItem()
                .transformToUniAndConcatenate(this::lockAddress)
                .collect()
                .last();
    }

    public Uni<Account> activeByEmail(String normalizedEmail) {
        return find("email = ?1 and status = 'active' and kind = 'user'", normalizedEmail)
                .firstResult();
    }

    public Uni<Map<UUID, Account>> byId(Collection<UUID> ids) {
        return list("id in ?1", ids)
                .map(found -> found.stream().collect(Collectors.toMap(account -> account.id, Function.identity())));
    }
}
