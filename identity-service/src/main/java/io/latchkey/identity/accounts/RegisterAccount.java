package io.latchkey.identity.accounts;

import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import io.latchkey.identity.codes.MailedCodes;
import io.latchkey.identity.codes.Purpose;
import io.latchkey.identity.letters.Letters;
import io.latchkey.identity.passwords.Passwords;
import io.latchkey.outbox.Outbox;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.id.uuid.UuidVersion7Strategy;

@ApplicationScoped
class RegisterAccount {
    private final Accounts accounts;
    private final Passwords passwords;
    private final Outbox outbox;
    private final MailedCodes codes;
    private final Letters letters;
    private final Clock clock;

    RegisterAccount(
            Accounts accounts, Passwords passwords, Outbox outbox, MailedCodes codes, Letters letters, Clock clock) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.outbox = outbox;
        this.codes = codes;
        this.letters = letters;
        this.clock = clock;
    }

    /** The account and its event commit together; everything else that registering brings follows from the event. */
    Uni<Account> register(NewAccount asked) {
        Account account = new Account();
        account.id = UuidVersion7Strategy.INSTANCE.generateUuid(null);
        account.kind = Account.USER;
        account.email = Account.normalized(asked.email());
        account.displayName = asked.displayName().strip();
        account.company = asked.company() == null ? null : asked.company().strip();
        account.status = Account.ACTIVE;
        account.revision = 1;
        account.createdAt = clock.instant();
        return passwords
                .choose("password", asked.password(), account.email, account.displayName, account.company)
                .flatMap(hash -> Panache.withTransaction(() -> accounts.add(account, hash)
                        .flatMap(added -> outbox.append(AccountEvent.of(account).toOutbox()))
                        .flatMap(told -> verification(account))))
                .onFailure(ConstraintViolationException.class)
                .transform(taken ->
                        Refused.because(Reason.CONFLICT, "An account with this e-mail address exists already."))
                .replaceWith(account);
    }

    private Uni<Void> verification(Account account) {
        return codes.send(
                account.id, account.email, Purpose.VERIFY_ADDRESS, code -> letters.verifyAddress(account.email, code));
    }
}
