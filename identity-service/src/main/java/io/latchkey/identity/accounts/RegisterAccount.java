package io.latchkey.identity.accounts;

import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import io.latchkey.edge.secrets.Sha256;
import io.latchkey.edge.watch.SecurityLog;
import io.latchkey.identity.codes.MailedCodes;
import io.latchkey.identity.codes.Purpose;
import io.latchkey.identity.letters.Letters;
import io.latchkey.identity.passwords.Passwords;
import io.latchkey.outbox.Outbox;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.id.uuid.UuidVersion7Strategy;

@ApplicationScoped
class RegisterAccount {
    private static final Duration KEPT = Duration.ofDays(1);

    private final Accounts accounts;
    private final Passwords passwords;
    private final Outbox outbox;
    private final MailedCodes codes;
    private final Letters letters;
    private final SecurityLog securityLog;
    private final Clock clock;

    RegisterAccount(
            Accounts accounts,
            Passwords passwords,
            Outbox outbox,
            MailedCodes codes,
            Letters letters,
            SecurityLog securityLog,
            Clock clock) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.outbox = outbox;
        this.codes = codes;
        this.letters = letters;
        this.securityLog = securityLog;
        this.clock = clock;
    }

    /**
     * The account and its event commit together; everything else that registering brings follows from the event.
     *
     * @param key of the caller's choice, null for none: with the same one, the same is answered once more for a day
     */
    Uni<Account> register(NewAccount asked, String key) {
        Account account = new Account();
        account.id = UuidVersion7Strategy.INSTANCE.generateUuid(null);
        account.kind = Account.USER;
        account.email = Account.normalized(asked.email());
        account.displayName = asked.displayName().strip();
        account.company = asked.company() == null ? null : asked.company().strip();
        account.status = Account.ACTIVE;
        account.revision = 1;
        account.createdAt = clock.instant();
        account.registrationKey = key == null ? null : Sha256.of(bytes(key), bytes(account.email));
        return passwords
                .choose("password", asked.password(), account.email, account.displayName, account.company)
                .flatMap(hash -> Panache.withTransaction(() -> accounts.add(account, hash)
                        .flatMap(added -> outbox.append(AccountEvent.of(account).toOutbox()))
                        .flatMap(told -> verification(account))))
                .replaceWith(account)
                .onFailure(ConstraintViolationException.class)
                .recoverWithUni(taken -> again(account, asked.password()))
                .invoke(registered -> securityLog.saw(registered.id, "registered"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Whoever knows key and password has registered it themselves. */
    private Uni<Account> again(Account wanted, String password) {
        return Panache.withSession(() -> accounts.byEmail(wanted.email))
                .flatMap(there -> isOf(wanted, there)
                        ? passwords
                                .matches(password, Optional.of(there.hash()))
                                .map(matches -> matches ? there.account() : null)
                        : Uni.createFrom().<Account>nullItem())
                .onItem()
                .ifNull()
                .failWith(
                        () -> Refused.because(Reason.CONFLICT, "An account with this e-mail address exists already."));
    }

    private boolean isOf(Account wanted, Accounts.WithPassword there) {
        return there != null
                && wanted.registrationKey != null
                && there.account().isActive()
                && there.account().createdAt.isAfter(clock.instant().minus(KEPT))
                && there.account().registrationKey != null
                && MessageDigest.isEqual(wanted.registrationKey, there.account().registrationKey);
    }

    private Uni<Void> verification(Account account) {
        return codes.send(
                account.id, account.email, Purpose.VERIFY_ADDRESS, code -> letters.verifyAddress(account.email, code));
    }
}
