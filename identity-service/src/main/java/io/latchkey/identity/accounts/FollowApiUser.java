package io.latchkey.identity.accounts;

import io.latchkey.outbox.Outbox;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Objects;

/** Makes, renames and ends the account of an API user; a deleted one never comes back, whatever is replayed. */
@ApplicationScoped
class FollowApiUser {
    private final Accounts accounts;
    private final Outbox outbox;
    private final Clock clock;

    FollowApiUser(Accounts accounts, Outbox outbox, Clock clock) {
        this.accounts = accounts;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Most events are of rights, which an account knows nothing of: a look without a transaction tells. */
    Uni<Void> follow(ApiUserMember member) {
        return Uni.createFrom()
                .deferred(() -> Panache.withSession(() -> accounts.findById(member.account())))
                .flatMap(known -> known != null && isNoNews(known, member)
                        ? Uni.createFrom().voidItem()
                        : change(member));
    }

    private Uni<Void> change(ApiUserMember member) {
        return Panache.withTransaction(() -> accounts.locked(member.account())
                .flatMap(known -> known == null ? add(member) : update(known, member)));
    }

    private static boolean isNoNews(Account account, ApiUserMember member) {
        boolean older = member.revision() <= account.sourceRevision;
        boolean same = !member.isRemoved() && account.displayName.equals(member.name());
        return older || same || Account.DELETED.equals(account.status);
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
        if (isNoNews(account, member)) {
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
