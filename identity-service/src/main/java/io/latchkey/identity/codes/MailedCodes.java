package io.latchkey.identity.codes;

import io.latchkey.edge.secrets.RandomSecret;
import io.latchkey.mailing.Letter;
import io.latchkey.mailing.Mails;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;

/** Codes sent by mail: each works once, within its time, and nobody is sent more than a few an hour. */
@ApplicationScoped
public class MailedCodes implements PanacheRepositoryBase<MailedCode, byte[]> {
    private static final String PREFIX = "lk_mc_";
    private static final int MOST_AN_HOUR = 5;

    private final Mails mails;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    MailedCodes(Mails mails, Clock clock) {
        this.mails = mails;
        this.clock = clock;
    }

    /** Needs a transaction. Nothing is sent where enough was sent already. */
    public Uni<Void> send(UUID account, String email, Purpose purpose, Function<RandomSecret, Letter> letter) {
        Instant now = clock.instant();
        return count(
                        "account = ?1 and purpose = ?2 and createdAt > ?3",
                        account,
                        purpose.text,
                        now.minus(Duration.ofHours(1)))
                .flatMap(sent -> sent >= MOST_AN_HOUR
                        ? Uni.createFrom().voidItem()
                        : keep(account, email, purpose, now).flatMap(code -> mails.post(letter.apply(code))));
    }

    private Uni<RandomSecret> keep(UUID account, String email, Purpose purpose, Instant now) {
        RandomSecret secret = RandomSecret.random(PREFIX, random);
        MailedCode code = new MailedCode();
        code.hash = secret.hash();
        code.account = account;
        code.purpose = purpose.text;
        code.email = email;
        code.createdAt = now;
        code.expiresAt = now.plus(purpose.lifespan);
        return persist(code).replaceWith(secret);
    }

    /**
     * Needs a transaction. Null where the code is no good; else it, and all others of its account for the purpose, work no
     * more.
     */
    public Uni<MailedCode> use(String code, Purpose purpose) {
        return find("hash = ?1 and purpose = ?2", new RandomSecret(code).hash(), purpose.text)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult()
                .flatMap(found -> found == null || !clock.instant().isBefore(found.expiresAt)
                        ? Uni.createFrom().nullItem()
                        : delete("account = ?1 and purpose = ?2", found.account, purpose.text)
                                .replaceWith(found));
    }

    @Scheduled(every = "1h", delayed = "5m")
    @WithTransaction
    Uni<Void> forgetExpired() {
        return delete("expiresAt <= ?1", clock.instant()).replaceWithVoid();
    }
}
