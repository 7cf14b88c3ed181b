package io.latchkey.token.tokens;

import io.latchkey.edge.callers.Caller;
import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import io.latchkey.edge.protections.Protection;
import io.latchkey.edge.protections.Protections;
import io.latchkey.edge.requests.IdempotencyKey;
import io.latchkey.edge.secrets.Sealing.Sealed;
import io.latchkey.edge.secrets.Sha256;
import io.latchkey.token.tokens.IssueToken.Issued;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Makes a token once for each {@code Idempotency-Key} of a caller: a request that comes again, because its answer was
 * lost, gets the same token and value. The row is written first and in the same transaction, so of two at once the
 * second waits for the first.
 */
@ApplicationScoped
class AnswerOnce {
    private static final Duration KEPT = Duration.ofDays(1);

    private final Tokens tokens;
    private final Seal seal;
    private final Caller caller;
    private final Clock clock;
    private final Protections protections;

    AnswerOnce(Tokens tokens, Seal seal, Caller caller, Clock clock, Protections protections) {
        this.tokens = tokens;
        this.seal = seal;
        this.caller = caller;
        this.clock = clock;
        this.protections = protections;
    }

    /**
     * Needs a transaction.
     *
     * @param key of the request; null for none, and then it is simply done
     * @param request what was asked, as text
     */
    Uni<Issued> issue(String key, String request, Supplier<Uni<Issued>> work) {
        if (key == null || !protections.on(Protection.IDEMPOTENCY)) {
            return work.get();
        }
        AnsweredRequest.Id id = new AnsweredRequest.Id(caller.account(), IdempotencyKey.checked(key));
        byte[] hash = Sha256.of(request);
        return Panache.getSession()
                .flatMap(session -> claim(session, id, hash)
                        .flatMap(claimed -> session.find(AnsweredRequest.class, id)
                                .flatMap(row -> claimed
                                        ? work.get().invoke(issued -> remember(row, issued))
                                        : again(row, hash))));
    }

    private Uni<Boolean> claim(Mutiny.Session session, AnsweredRequest.Id id, byte[] hash) {
        return session.createNativeQuery("""
                        insert into answered_request (caller, key, request, created_at) values (?, ?, ?, ?)
                        on conflict do nothing""")
                .setParameter(1, id.caller())
                .setParameter(2, id.key())
                .setParameter(3, hash)
                .setParameter(4, clock.instant())
                .executeUpdate()
                .map(inserted -> inserted == 1);
    }

    private void remember(AnsweredRequest row, Issued issued) {
        Sealed sealed = seal.close(issued.token().id, issued.value());
        row.token = issued.token().id;
        row.sealed = sealed.bytes();
        row.sealedWith = sealed.key();
    }

    private Uni<Issued> again(AnsweredRequest row, byte[] hash) {
        if (!MessageDigest.isEqual(row.request, hash)) {
            throw Refused.because(Reason.CONFLICT, "This Idempotency-Key was used for another request.");
        }
        UUID token = row.token;
        return tokens.findById(token)
                .map(found -> new Issued(found, seal.open(token, new Sealed(row.sealedWith, row.sealed))));
    }

    @Scheduled(every = "1h", delayed = "5m")
    @WithTransaction
    Uni<Void> forgetOld() {
        return Panache.getSession()
                .flatMap(session -> session.createMutationQuery("delete from AnsweredRequest where createdAt < :before")
                        .setParameter("before", clock.instant().minus(KEPT))
                        .executeUpdate())
                .replaceWithVoid();
    }
}
