package io.latchkey.workspace.accounts;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
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

    public Uni<Account> activeByEmail(String normalizedEmail) {
        return find("email = ?1 and status = 'active' and kind = 'user'", normalizedEmail)
                .firstResult();
    }

    public Uni<Map<UUID, Account>> byId(Collection<UUID> ids) {
        return list("id in ?1", ids)
                .map(found -> found.stream().collect(Collectors.toMap(account -> account.id, Function.identity())));
    }
}
