package io.latchkey.workspace.idempotency;

import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import io.latchkey.edge.protections.Protection;
import io.latchkey.edge.protections.Protections;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny.Session;

/** Each key of a caller is good for one request. */
@ApplicationScoped
public class Once {
    private static final Duration KEPT = Duration.ofDays(1);

    private final RoutingContext context;
    private final Clock clock;
    private final Protections protections;

    Once(RoutingContext context, Clock clock, Protections protections) {
        this.context = context;
        this.clock = clock;
        this.protections = protections;
    }

    /**
     * Needs the transaction of what is asked; of two at once the second waits for the first.
     *
     * @throws Repeated where it was done before, with what was answered then
     */
    public Uni<Void> claim(UUID caller) {
        Keyed keyed = context.get(Keyed.IN_CONTEXT);
        if (keyed == null || !protections.on(Protection.IDEMPOTENCY)) {
            return Uni.createFrom().voidItem();
        }
        AnsweredRequest.Id id = new AnsweredRequest.Id(caller, keyed.key());
        byte[] hash = keyed.hash();
        return Panache.getSession()
                .flatMap(session ->
                        insert(session, id, hash).flatMap(claimed -> claimed ? mine(id) : again(session, id, hash)));
    }

    private Uni<Void> mine(AnsweredRequest.Id id) {
        context.put(Keyed.CLAIMED, id);
        return Uni.createFrom().voidItem();
    }

    private Uni<Boolean> insert(Session session, AnsweredRequest.Id id, byte[] hash) {
        return session.createNativeQuery("""
                        insert into answered_request (caller, key, request, created_at) values (?1, ?2, ?3, ?4)
                        on conflict do nothing""")
                .setParameter(1, id.caller())
                .setParameter(2, id.key())
                .setParameter(3, hash)
                .setParameter(4, clock.instant())
                .executeUpdate()
                .map(inserted -> inserted == 1);
    }

    private static Uni<Void> again(Session session, AnsweredRequest.Id id, byte[] hash) {
        return session.find(AnsweredRequest.class, id).map(row -> {
            if (!MessageDigest.isEqual(row.request, hash)) {
                throw Refused.because(Reason.CONFLICT, "This Idempotency-Key was used for another request.");
            }
            if (row.status == null) {
                throw Refused.because(
                        Reason.CONFLICT, "This was done already, but its answer is not there; look at what there is.");
            }
            throw new Repeated(row.status, row.location, row.revision, row.body);
        });
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
