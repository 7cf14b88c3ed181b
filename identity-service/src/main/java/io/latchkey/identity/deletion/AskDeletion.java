package io.latchkey.identity.deletion;

import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import io.latchkey.identity.accounts.Account;
import io.latchkey.identity.accounts.Accounts;
import io.latchkey.identity.letters.Letters;
import io.latchkey.identity.peers.Peers;
import io.latchkey.identity.sessions.Sessions;
import io.latchkey.mailing.Mails;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Nobody leaves an organization behind that others are in. */
@ApplicationScoped
class AskDeletion {
    private static final Logger LOG = Logger.getLogger(AskDeletion.class);

    private final Accounts accounts;
    private final Sessions sessions;
    private final Peers peers;
    private final Mails mails;
    private final Letters letters;
    private final Duration grace;
    private final Clock clock;

    AskDeletion(
            Accounts accounts,
            Sessions sessions,
            Peers peers,
            Mails mails,
            Letters letters,
            @ConfigProperty(name = "latchkey.deletion-grace") Duration grace,
            Clock clock) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.peers = peers;
        this.mails = mails;
        this.letters = letters;
        this.grace = grace;
        this.clock = clock;
    }

    Uni<Account> ask(UUID id) {
        Instant at = clock.instant().plus(grace);
        return peers.sharedOrganizations()
                .invoke(AskDeletion::requireNone)
                .flatMap(none -> Panache.withTransaction(() -> accounts.change(id, account -> account.leaves(at))
                        .call(account -> sessions.endAll(id, null))
                        .call(account -> mails.post(letters.leaving(account.email(), account.deletesAt())))))
                .invoke(account -> LOG.infof("account %s is to be deleted at %s", id, account.deletesAt()));
    }

    private static void requireNone(List<String> shared) {
        if (!shared.isEmpty()) {
            throw Refused.because(
                    Reason.LAST_OWNER,
                    "Others are in an organization of yours; hand it on first: " + String.join(", ", shared) + ".");
        }
    }
}
