package io.latchkey.identity.credentials;

import io.latchkey.edge.problems.Refused;
import io.latchkey.edge.watch.SecurityLog;
import io.latchkey.identity.accounts.Account;
import io.latchkey.identity.accounts.Accounts;
import io.latchkey.identity.codes.MailedCode;
import io.latchkey.identity.codes.MailedCodes;
import io.latchkey.identity.codes.Purpose;
import io.latchkey.identity.letters.Letters;
import io.latchkey.identity.passwords.Passwords;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** With a code that is sent to the address; which addresses are registered is told to nobody. */
@ApplicationScoped
class ResetPassword {
    private final Accounts accounts;
    private final Passwords passwords;
    private final MailedCodes codes;
    private final Letters letters;
    private final NewPassword newPassword;
    private final SecurityLog securityLog;

    ResetPassword(
            Accounts accounts,
            Passwords passwords,
            MailedCodes codes,
            Letters letters,
            NewPassword newPassword,
            SecurityLog securityLog) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.codes = codes;
        this.letters = letters;
        this.newPassword = newPassword;
        this.securityLog = securityLog;
    }

    /** The same for an unknown address as for a known one. */
    @WithTransaction
    Uni<Void> ask(String email) {
        return accounts.byEmail(Account.normalized(email)).flatMap(found -> {
            if (found == null || !found.account().mayReturn()) {
                securityLog.saw(found == null ? null : found.account().id(), "no-code");
                return Uni.createFrom().voidItem();
            }
            securityLog.saw(found.account().id(), "code");
            return send(found.account());
        });
    }

    private Uni<Void> send(Account account) {
        return codes.send(
                account.id(),
                account.email(),
                Purpose.RESET_PASSWORD,
                code -> letters.resetPassword(account.email(), code));
    }

    /** The code is used up only where the password is good enough. */
    Uni<Void> reset(String code, String wanted) {
        return passwords
                .choose("newPassword", wanted)
                .flatMap(hash -> Panache.withTransaction(() -> codes.use(code, Purpose.RESET_PASSWORD)
                        .onItem()
                        .ifNull()
                        .failWith(() -> Refused.field("code", "is no good; it may have expired or been used"))
                        .invoke(used -> securityLog.saw(used.account(), "reset"))
                        .flatMap(used -> set(used, hash))));
    }

    /** Whoever had the code reads what is sent to the address, so that is verified too. */
    private Uni<Void> set(MailedCode used, String hash) {
        return accounts.change(used.account(), account -> account.verified(used.email()))
                .flatMap(account -> newPassword.set(account, hash, null));
    }
}
