package io.latchkey.identity.accounts;

import io.latchkey.outbox.Outbox;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** Makes, renames and ends the account of an API user; a deleted one never comes back, whatever is replayed. */
@ApplicationScoped
class FollowApiUser {
    private static final String KNOWN =
            "select id, display_name, status, source_revision from account where id = any($1)";

    private final Pool postgres;
    private final Accounts accounts;
    private final Outbox outbox;
    private final Clock clock;

    FollowApiUser(Pool postgres, Accounts accounts, Outbox outbox, Clock clock) {
        this.postgres = postgres;
        this.accounts = accounts;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** What of an account an event can change. */
    private record Known(String name, String status, long revision) {
        private boolean isToChange(ApiUserMember member) {
            boolean newer = member.revision() > revision;
            boolean differs = member.isRemoved() || !name.equals(member.name());
            return newer && differs && !Account.DELETED.equals(status);
        }
    }

    /** Those that are to be followed: most events are of rights, which an account knows nothing of. */
    Uni<List<ApiUserMember>> news(Collection<ApiUserMember> members) {
        UUID[] ids = members.stream().map(ApiUserMember::account).toArray(UUID[]::new);
        return postgres.preparedQuery(KNOWN).execute(Tuple.of((Object) ids)).map(rows -> {
            Map<UUID, Known> known = new HashMap<>();
            rows.forEach(
                    row -> known.put(row.getUUID(0), new Known(row.getString(1), row.getString(2), row.getLong(3))));
            return members.stream()
                    .filter(member -> !known.containsKey(member.account())
                            || known.get(member.account()).isToChange(member))
                    .toList();
        });
    }

    Uni<Void> follow(ApiUserMember member) {
        return Panache.withTransaction(() -> accounts.locked(member.account())
                .flatMap(known -> known == null ? add(member) : update(known, member)));
    }

    private Uni<Void> add(ApiUserMember member) {
        Account account = new Account();
        account.id = member.account();
        account.kind = Account.API_USER;
        // One that was removed before anything was heard of it may come without.
        account.displayName = Objects.requireNonNullElse(member.name(), "");
        account.status = member.isRemoved() ? Account.DELETED : Account.ACTIVE;
        account.revision = 1;
        account.sourceRevision = member.revision();
        account.createdAt = clock.instant();
        return accounts.persistAndFlush(account).flatMap(this::tell);
    }

    private Uni<Void> update(Account account, ApiUserMember member) {
        Known known = new Known(account.displayName, account.status, account.sourceRevision);
        if (!known.isToChange(member)) {
            return Uni.createFrom().voidItem();
        }
        account.displayName = member.name() == null ? account.displayName : member.name();
        account.status = member.isRemoved() ? Account.DELETED : account.status;
        account.revision++;
        account.sourceRevision = member.revision();
        return tell(account);
    }

    private Uni<Void> tell(Account account) {
        return outbox.append(AccountEvent.of(account).toOutbox());
    }
}
