package io.latchkey.identity.sessions;

import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import io.latchkey.identity.accounts.Account;
import io.latchkey.identity.accounts.Accounts;
import io.latchkey.identity.passwords.Passwords;
import io.latchkey.identity.throttle.LoginThrottle;
import io.latchkey.identity.throttle.LoginThrottle.Attempt;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.id.uuid.UuidVersion7Strategy;

@ApplicationScoped
class LogIn {
    private final Accounts accounts;
    private final Passwords passwords;
    private final LoginThrottle throttle;
    private final Sessions sessions;
    private final IssueTokens issueTokens;
    private final SessionConfig config;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    LogIn(
            Accounts accounts,
            Passwords passwords,
            LoginThrottle throttle,
            Sessions sessions,
            IssueTokens issueTokens,
            SessionConfig config,
            Clock clock) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.throttle = throttle;
        this.sessions = sessions;
        this.issueTokens = issueTokens;
        this.config = config;
        this.clock = clock;
    }

    /** An unknown address, a wrong password and a suspended account are answered alike, after the same work. */
    Uni<SessionTokens> logIn(String email, String password, String source) {
        String address = Account.normalized(email);
        Attempt attempt = new Attempt(address, source);
        return throttle.admit(attempt)
                .flatMap(admitted -> Panache.withSession(() -> accounts.byEmail(address)))
                .flatMap(found -> judge(Optional.ofNullable(found), password))
                .flatMap(account -> account.isPresent()
                        ? throttle.succeeded(attempt).flatMap(forgotten -> open(account.get()))
                        : throttle.failed(attempt)
                                .flatMap(counted -> Uni.createFrom().failure(wrong())));
    }

    private Uni<Optional<Account>> judge(Optional<Accounts.WithPassword> found, String password) {
        return passwords
                .matches(password, found.map(Accounts.WithPassword::hash))
                .map(matches -> found.filter(known -> matches && known.account().isActive())
                        .map(Accounts.WithPassword::account));
    }

    private Uni<SessionTokens> open(Account account) {
        Instant now = clock.instant();
        RefreshToken refresh = RefreshToken.random(random);
        Session session = new Session();
        session.id = UuidVersion7Strategy.INSTANCE.generateUuid(null);
        session.account = account.id();
        session.refreshHash = refresh.hash();
        session.loggedInAt = now;
        session.expiresAt = now.plus(config.refreshLifespan());
        return Panache.withTransaction(() -> sessions.persist(session))
                .map(opened -> issueTokens.issue(opened, refresh));
    }

    private static Refused wrong() {
        return Refused.because(Reason.NOT_AUTHENTICATED, "The e-mail address or the password is wrong.");
    }
}
