package io.latchkey.identity.credentials;

import io.latchkey.identity.accounts.Account;
import io.latchkey.identity.accounts.Accounts;
import io.latchkey.identity.letters.Letters;
import io.latchkey.identity.sessions.Sessions;
import io.latchkey.mailing.Mails;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Puts a password in the place of another: what was logged in with the old one ends, and the person is told. */
@ApplicationScoped
class NewPassword {
    private final Accounts accounts;
    private final Sessions sessions;
    private final Mails mails;
    private final Letters letters;

    NewPassword(Accounts accounts, Sessions sessions, Mails mails, Letters letters) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.mails = mails;
        this.letters = letters;
    }

    /**
     * Needs a transaction.
     *
     * @param kept the session that goes on; null for none
     */
    Uni<Void> set(Account account, String hash, UUID kept) {
        return accounts.setPasswordHash(account.id(), hash)
                .flatMap(set -> sessions.endAll(account.id(), kept))
                .flatMap(ended -> mails.post(letters.passwordChanged(account.email())));
    }
}
