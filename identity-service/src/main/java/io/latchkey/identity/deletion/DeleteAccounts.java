package io.latchkey.identity.deletion;

import io.latchkey.identity.accounts.Accounts;
import io.latchkey.identity.codes.MailedCodes;
import io.latchkey.identity.letters.Letters;
import io.latchkey.identity.sessions.Sessions;
import io.latchkey.identity.totp.SecondFactors;
import io.latchkey.mailing.Mails;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** Ends the accounts whose grace period is over; the rows stay, so that none of them ever comes back. */
@ApplicationScoped
class DeleteAccounts {
    private static final Logger LOG = Logger.getLogger(DeleteAccounts.class);
    private static final int AT_ONCE = 100;

    private final Accounts accounts;
    private final Sessions sessions;
    private final MailedCodes codes;
    private final SecondFactors secondFactors;
    private final Mails mails;
    private final Letters letters;
    private final Clock clock;

    DeleteAccounts(
            Accounts accounts,
            Sessions sessions,
            MailedCodes codes,
            SecondFactors secondFactors,
            Mails mails,
            Letters letters,
            Clock clock) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.codes = codes;
        this.secondFactors = secondFactors;
        this.mails = mails;
        this.letters = letters;
        this.clock = clock;
    }

    /** One that fails is tried again with the next round, and holds up no other. */
    @Scheduled(every = "1m", delayed = "10s", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> deleteDue() {
        return Panache.withSession(() -> accounts.leavingBy(clock.instant(), AT_ONCE))
                .onItem()
                .transformToMulti(due -> Multi.createFrom().iterable(due))
                .onItem()
                .transformToUniAndConcatenate(id -> delete(id)
                        .onFailure()
                        .invoke(failure -> LOG.warnf(failure, "account %s is not deleted yet", id))
                        .onFailure()
                        .recoverWithNull())
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** The lock decides: who logged in meanwhile stays, and of two instances one deletes. */
    private Uni<Void> delete(UUID id) {
        AtomicBoolean left = new AtomicBoolean();
        return Panache.withTransaction(() -> accounts.addressOf(id)
                .flatMap(email -> accounts.change(id, account -> {
                            left.set(account.left(clock.instant()));
                            return left.get();
                        })
                        .flatMap(account -> left.get()
                                ? forget(id).flatMap(gone -> mails.post(letters.deleted(email)))
                                : Uni.createFrom().<Void>voidItem())));
    }

    private Uni<Void> forget(UUID id) {
        return accounts.forgetPassword(id)
                .flatMap(gone -> sessions.delete("account", id))
                .flatMap(gone -> codes.delete("account", id))
                .flatMap(gone -> secondFactors.delete("account", id))
                .invoke(gone -> LOG.infof("account %s is deleted", id))
                .replaceWithVoid();
    }
}
