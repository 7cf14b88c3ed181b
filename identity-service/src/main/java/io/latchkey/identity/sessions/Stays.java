package io.latchkey.identity.sessions;

import io.latchkey.identity.accounts.Account;
import io.latchkey.identity.accounts.Accounts;
import io.latchkey.identity.letters.Letters;
import io.latchkey.mailing.Mails;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Whoever logs in does not want their account deleted. */
@ApplicationScoped
class Stays {
    private static final Logger LOG = Logger.getLogger(Stays.class);

    private final Accounts accounts;
    private final Mails mails;
    private final Letters letters;

    Stays(Accounts accounts, Mails mails, Letters letters) {
        this.accounts = accounts;
        this.mails = mails;
        this.letters = letters;
    }

    /** Needs the transaction in which the account was locked. */
    Uni<Void> stay(UUID id) {
        return accounts.findById(id)
                .flatMap(account ->
                        account.deletesAt() == null ? Uni.createFrom().voidItem() : takeBack(id));
    }

    private Uni<Void> takeBack(UUID id) {
        return accounts.change(id, Account::stays)
                .invoke(account -> LOG.infof("account %s stays", id))
                .flatMap(account -> mails.post(letters.stays(account.email())));
    }
}
