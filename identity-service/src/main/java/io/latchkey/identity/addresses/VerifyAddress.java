package io.latchkey.identity.addresses;

import io.latchkey.edge.problems.Refused;
import io.latchkey.edge.watch.SecurityLog;
import io.latchkey.identity.accounts.Account;
import io.latchkey.identity.accounts.Accounts;
import io.latchkey.identity.codes.MailedCodes;
import io.latchkey.identity.codes.Purpose;
import io.latchkey.identity.letters.Letters;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Whoever has the code that was sent to an address can read what is sent there. */
@ApplicationScoped
class VerifyAddress {
    private final Accounts accounts;
    private final MailedCodes codes;
    private final Letters letters;
    private final SecurityLog securityLog;

    VerifyAddress(Accounts accounts, MailedCodes codes, Letters letters, SecurityLog securityLog) {
        this.accounts = accounts;
        this.codes = codes;
        this.letters = letters;
        this.securityLog = securityLog;
    }

    @WithTransaction
    Uni<Void> verify(String code) {
        return codes.use(code, Purpose.VERIFY_ADDRESS)
                .onItem()
                .ifNull()
                .failWith(() -> Refused.field("code", "is no good; it may have expired or been used"))
                .flatMap(used -> accounts.change(used.account(), account -> account.verified(used.email())))
                .invoke(account -> securityLog.saw(account.id(), "verified"))
                .replaceWithVoid();
    }

    /** Once more, for whom the first has not reached. */
    @WithTransaction
    Uni<Void> sendAgain(UUID id) {
        return accounts.findById(id)
                .flatMap(account -> account == null || account.isVerified() || !account.isPerson()
                        ? Uni.createFrom().voidItem()
                        : send(account));
    }

    private Uni<Void> send(Account account) {
        return codes.send(
                account.id(),
                account.email(),
                Purpose.VERIFY_ADDRESS,
                code -> letters.verifyAddress(account.email(), code));
    }
}
