package io.latchkey.identity.credentials;

import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import io.latchkey.edge.watch.SecurityLog;
import io.latchkey.identity.accounts.Account;
import io.latchkey.identity.accounts.Accounts;
import io.latchkey.identity.passwords.Passwords;
import io.latchkey.identity.throttle.LoginThrottle;
import io.latchkey.identity.throttle.LoginThrottle.Attempt;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** With the present one, which a session that somebody else has got hold of does not know. */
@ApplicationScoped
class ChangePassword {
    private final Accounts accounts;
    private final Passwords passwords;
    private final LoginThrottle throttle;
    private final NewPassword newPassword;
    private final SecurityLog securityLog;

    ChangePassword(
            Accounts accounts,
            Passwords passwords,
            LoginThrottle throttle,
            NewPassword newPassword,
            SecurityLog securityLog) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.throttle = throttle;
        this.newPassword = newPassword;
        this.securityLog = securityLog;
    }

    private record Known(Account account, String hash) {}

    Uni<Void> change(UUID id, UUID session, String current, String wanted, String source) {
        return Panache.withSession(() -> accounts.findById(id)
                        .onItem()
                        .ifNull()
                        .failWith(() -> Refused.because(Reason.NOT_FOUND, "There is no such account."))
                        .flatMap(account -> accounts.passwordHash(id).map(hash -> new Known(account, hash))))
                .flatMap(known -> {
                    Attempt attempt = new Attempt(known.account().email(), source);
                    return throttle.admit(attempt)
                            .flatMap(admitted -> passwords.matches(current, Optional.ofNullable(known.hash())))
                            .flatMap(matches -> {
                                if (matches) {
                                    return throttle.succeeded(attempt);
                                }
                                securityLog.saw(id, "wrong-password");
                                return throttle.failed(attempt)
                                        .flatMap(counted -> Uni.createFrom().<Void>failure(wrong()));
                            })
                            .flatMap(may -> passwords.choose(
                                    "newPassword", wanted, known.account().email()))
                            .flatMap(hash ->
                                    Panache.withTransaction(() -> newPassword.set(known.account(), hash, session)));
                });
    }

    /** Not 401: the session is good, and a portal would end it. */
    private static Refused wrong() {
        return Refused.because(Reason.NOT_ALLOWED, "The present password is wrong.");
    }
}
