package io.latchkey.identity.sessions;

import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import io.latchkey.edge.secrets.RandomSecret;
import io.latchkey.identity.accounts.Account;
import io.latchkey.identity.accounts.Accounts;
import io.latchkey.identity.passwords.Passwords;
import io.latchkey.identity.throttle.LoginThrottle;
import io.latchkey.identity.throttle.LoginThrottle.Attempt;
import io.latchkey.identity.totp.SecondFactors;
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
    private final SecondFactors secondFactors;
    private final LoginThrottle throttle;
    private final Sessions sessions;
    private final Stays stays;
    private final IssueTokens issueTokens;
    private final SessionConfig config;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    LogIn(
            Accounts accounts,
            Passwords passwords,
            SecondFactors secondFactors,
            LoginThrottle throttle,
            Sessions sessions,
            Stays stays,
            IssueTokens issueTokens,
            SessionConfig config,
            Clock clock) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.secondFactors = secondFactors;
        this.throttle = throttle;
        this.sessions = sessions;
        this.stays = stays;
        this.issueTokens = issueTokens;
        this.config = config;
        this.clock = clock;
    }

    /** An unknown address, a wrong password and a suspended account are answered alike, after the same work. */
    Uni<SessionTokens> logIn(String email, String password, String code, Client client) {
        String address = Account.normalized(email);
        Attempt attempt = new Attempt(address, client.source());
        return throttle.admit(attempt)
                .flatMap(admitted -> Panache.withSession(() -> accounts.byEmail(address)))
                .flatMap(found -> judge(Optional.ofNullable(found), password))
                .flatMap(known -> known.isPresent()
                        ? secondFactor(known.get().account(), code)
                                .map(good -> good ? known : Optional.<Accounts.WithPassword>empty())
                        : Uni.createFrom().item(known))
                .flatMap(known -> known.isPresent()
                        ? throttle.succeeded(attempt).flatMap(forgotten -> open(known.get(), client))
                        : throttle.failed(attempt)
                                .flatMap(counted -> Uni.createFrom().failure(wrong())));
    }

    /** A wrong code counts as a wrong password does; a missing one is asked for, since the password was right. */
    private Uni<Boolean> secondFactor(Account account, String code) {
        return Panache.withSession(() -> secondFactors.isActive(account.id())).flatMap(active -> {
            if (!active) {
                return Uni.createFrom().item(true);
            }
            if (code == null) {
                throw Refused.because(Reason.SECOND_FACTOR_REQUIRED, "Give a code of your authenticator app too.");
            }
            return secondFactors.use(account.id(), code);
        });
    }

    private Uni<Optional<Accounts.WithPassword>> judge(Optional<Accounts.WithPassword> found, String password) {
        return passwords
                .matches(password, found.map(Accounts.WithPassword::hash))
                .map(matches -> found.filter(known -> matches && known.account().mayReturn()));
    }

    /**
     * Hashing takes its time: a password that was changed or an account that was suspended meanwhile has ended the
     * sessions that were there, and must not find itself with another afterwards.
     */
    private Uni<SessionTokens> open(Accounts.WithPassword known, Client client) {
        Instant now = clock.instant();
        RandomSecret refresh = RandomSecret.random(Session.REFRESH_TOKEN, random);
        Session session = new Session();
        session.id = UuidVersion7Strategy.INSTANCE.generateUuid(null);
        session.account = known.account().id();
        session.refreshHash = refresh.hash();
        session.loggedInAt = now;
        session.lastUsedAt = now;
        session.source = client.source();
        session.userAgent = client.userAgent();
        session.expiresAt = now.plus(config.refreshLifespan());
        return Panache.withTransaction(() -> accounts.isStillAsJudged(known)
                        .flatMap(still -> still
                                ? stays.stay(known.account().id()).flatMap(back -> sessions.persist(session))
                                : Uni.createFrom().failure(wrong())))
                .map(opened -> issueTokens.issue(opened, refresh));
    }

    private static Refused wrong() {
        return Refused.because(Reason.NOT_AUTHENTICATED, "The e-mail address, the password or the code is wrong.");
    }
}
