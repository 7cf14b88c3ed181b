package io.latchkey.token.tokens;

import io.latchkey.token.accounts.Account;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** A person's tokens reach into many workspaces and follow none's policy; an API user's follow its one workspace's. */
@ApplicationScoped
class ExpiryPolicies {
    private static final String OF_ACCOUNT = """
            select w.token_max_lifetime as most, w.token_default_lifetime as usual
            from scope s join workspace w on w.id = s.workspace
            where s.account = ?1 and s.kind = 'api-user' and s.status = 'active'""";

    /** Needs a transaction under way. Where the API user's workspace is not known yet, ShortenTokens sees to it then. */
    Uni<ExpiryPolicy> of(Account account) {
        return account.isApiUser() ? read(account.id) : Uni.createFrom().item(ExpiryPolicy.NONE);
    }

    private static Uni<ExpiryPolicy> read(UUID account) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(OF_ACCOUNT, Tuple.class)
                        .setParameter(1, account)
                        .getResultList())
                .map(ExpiryPolicies::first);
    }

    private static ExpiryPolicy first(List<Tuple> found) {
        return found.isEmpty()
                ? ExpiryPolicy.NONE
                : new ExpiryPolicy(lifetime(found.getFirst(), "most"), lifetime(found.getFirst(), "usual"));
    }

    private static Duration lifetime(Tuple row, String column) {
        Long seconds = row.get(column, Long.class);
        return seconds == null ? null : Duration.ofSeconds(seconds);
    }
}
