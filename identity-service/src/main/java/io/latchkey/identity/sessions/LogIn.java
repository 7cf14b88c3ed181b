package io.latchkey.identity.sessions;

import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import io.latchkey.edge.secrets.RandomSecret;
import io.latchkey.identity.accounts.Account;
import io.latchkey.identity.accounts.Accounts;
import io.latchkey.identity.passwords.Passwords;
import io.latchkey.identity.sessions.LogInOutcomes.Outcome;
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
import java.util.UUID;
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
    private final LogInOutcomes outcomes;
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
            LogInOutcomes outcomes,
            Clock clock) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.secondFactors = secondFactors;
        this.throttle = throttle;
        this.sessions = sessions;
        this.stays = stays;
        this.issueTokens = issueTokens;
        this.config = config;
        this.outcomes = outcomes;
        this.clock = clock;
    }

    /** Who it is, as far as that is known, and what comes of it. */
    private record Judged(Accounts.WithPassword known, Outcome outcome) {}

    /** An unknown address, a wrong password and a suspended account are answered alike, after the same work. */
    Uni<SessionTokens> logIn(String email, String password, String code, Client client) {
        String address = Account.normalized(email);
        Attempt attempt = new Attempt(address, client.source());
        return throttle.admit(attempt)
                .onFailure(Refused.class)
                .invoke(() -> outcomes.came(Outcome.THROTTLED, null))
                .flatMap(admitted -> Panache.withSession(() -> accounts.byEmail(address)))
                .flatMap(found -> judge(found, password))
                .flatMap(judged ->
                        judged.outcome() == Outcome.SUCCEEDED ? secondFactor(judged.known(), code) : same(judged))
                .flatMap(judged -> {
                    if (judged.outcome() == Outcome.SUCCEEDED) {
                        return throttle.succeeded(attempt).flatMap(forgotten -> open(judged.known(), client));
                    }
                    outcomes.came(judged.outcome(), judged.known());
                    return throttle.failed(attempt)
                            .flatMap(counted -> Uni.createFrom().failure(wrong()));
                });
    }

    private static Uni<Judged> same(Judged judged) {
        return Uni.createFrom().item(judged);
    }

    /** @param found null for nobody */
    private Uni<Judged> judge(Accounts.WithPassword found, String password) {
        return passwords
                .matches(password, Optional.ofNullable(found).map(Accounts.WithPassword::hash))
                .map(matches -> {
                    if (found == null) {
                        return new Judged(null, Outcome.UNKNOWN_ADDRESS);
                    }
                    Outcome right = found.account().mayReturn() ? Outcome.SUCCEEDED : Outcome.SUSPENDED;
                    return new Judged(found, matches ? right : Outcome.WRONG_PASSWORD);
                });
    }

    /** A wrong code counts as a wrong password does; a missing one is asked for, since the password was right. */
    private Uni<Judged> secondFactor(Accounts.WithPassword known, String code) {
        UUID account = known.account().id();
        return Panache.withSession(() -> secondFactors.isActive(account)).flatMap(active -> {
            if (!active) {
                return same(new Judged(known, Outcome.SUCCEEDED));
            }
            if (code == null) {
                outcomes.came(Outcome.SECOND_FACTOR_REQUIRED, known);
                throw Refused.because(Reason.SECOND_FACTOR_REQUIRED, "Give a code of your authenticator app too.");
            }
            return secondFactors
                    .use(account, code)
                    .map(good -> new Judged(known, good ? Outcome.SUCCEEDED : Outcome.WRONG_CODE));
        });
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
        session.used(client, now, config);
        return Panache.withTransaction(() -> accounts.isStillAsJudged(known)
                        .flatMap(still -> still
                                ? stays.stay(known.account().id()).flatMap(back -> sessions.persist(session))
                                : Uni.createFrom().failure(wrong())))
                .invoke(opened -> outcomes.came(Outcome.SUCCEEDED, known))
                .onFailure(Refused.class)
                .invoke(() -> outcomes.came(Outcome.CHANGED_MEANWHILE, known))
                .map(opened -> issueTokens.issue(opened, refresh));
    }

    private static Refused wrong() {
        return Refused.because(Reason.NOT_AUTHENTICATED, "The e-mail address, the password or the code is wrong.");
    }
}
