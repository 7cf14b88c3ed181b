package io.latchkey.token.tokens;

import io.latchkey.edge.secrets.Sealing.Sealed;
import io.latchkey.token.cache.CacheSync;
import io.latchkey.token.cache.Pending;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.persistence.Tuple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Brings tokens from retired keys to the current ones. Those whose value is kept are opened and closed again, some at
 * once; of the others the value is only known while somebody presents it, so they wait for that. A token's entry in the
 * cache under the retired pepper is deleted once the new one is there; should somebody write it again it is never read,
 * since the current pepper is looked up first.
 */
@Singleton
public class Rekey {
    private static final int AT_ONCE = 100;
    private static final int MOST_SEEN = 10_000;
    private static final String KEPT = """
            select id from token
            where status = 'active' and sealed is not null and (pepper <> ?1 or sealed_with <> ?2)
            order by id limit ?3""";
    private static final String LEFT = """
            select count(*) filter (where pepper <> ?1) as peppered,
                   count(*) filter (where sealed_with <> ?2) as sealed
            from token where status = 'active' and (expires_at is null or expires_at > now())""";

    private final Tokens tokens;
    private final Peppers peppers;
    private final Seal seal;
    private final CacheSync cache;
    private final RekeyConfig config;
    private final Set<TokenValue> seen = ConcurrentHashMap.newKeySet();
    private final AtomicLong peppered = new AtomicLong();
    private final AtomicLong sealed = new AtomicLong();

    Rekey(Tokens tokens, Peppers peppers, Seal seal, CacheSync cache, RekeyConfig config, MeterRegistry registry) {
        this.tokens = tokens;
        this.peppers = peppers;
        this.seal = seal;
        this.cache = cache;
        this.config = config;
        Gauge.builder("latchkey.tokens.retired.pepper", peppered, AtomicLong::get)
                .description("Live tokens that are looked up by the retired pepper, while rekeying is on")
                .register(registry);
        Gauge.builder("latchkey.tokens.retired.encryption", sealed, AtomicLong::get)
                .description("Live tokens whose value is kept under the retired key, while rekeying is on")
                .register(registry);
    }

    private record Moved(List<Pending> pending, List<byte[]> old) {}

    /** A check has found it by the retired pepper. */
    public void seen(TokenValue value) {
        if (config.enabled() && seen.size() < MOST_SEEN) {
            seen.add(value);
        }
    }

    @Scheduled(every = "{latchkey.rekey.every}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        if (!config.enabled()) {
            return Uni.createFrom().voidItem();
        }
        return kept().flatMap(moved -> presented()).flatMap(moved -> count());
    }

    private Uni<Void> kept() {
        return Panache.withSession(() -> Panache.getSession()
                        .flatMap(session -> session.createNativeQuery(KEPT, UUID.class)
                                .setParameter(1, peppers.current())
                                .setParameter(2, seal.current())
                                .setParameter(3, AT_ONCE)
                                .getResultList()))
                .flatMap(ids -> ids.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : move(ids)
                                .flatMap(moved ->
                                        ids.size() < AT_ONCE ? Uni.createFrom().voidItem() : kept()));
    }

    private Uni<Void> move(List<UUID> ids) {
        return settled(Panache.withTransaction(() -> tokens.lockedAll(ids).flatMap(locked -> {
            // Another instance may have moved some while this one waited for them.
            List<Token> kept = locked.stream()
                    .filter(token -> token.sealed != null && isUnderRetired(token))
                    .toList();
            return moved(
                    kept,
                    kept.stream()
                            .map(token -> seal.open(token.id, new Sealed(token.sealedWith, token.sealed)))
                            .toList());
        })));
    }

    private boolean isUnderRetired(Token token) {
        return !token.pepper.equals(peppers.current()) || !token.sealedWith.equals(seal.current());
    }

    private Uni<Void> presented() {
        List<TokenValue> values = new ArrayList<>(seen);
        return Multi.createFrom()
                .iterable(values)
                .onItem()
                .transformToUniAndConcatenate(value -> settled(move(value)))
                .collect()
                .last()
                .invoke(() -> values.forEach(seen::remove))
                .replaceWithVoid();
    }

    private Uni<Moved> move(TokenValue value) {
        List<byte[]> hmacs =
                peppers.retired(value).stream().map(Peppers.Hashed::hmac).toList();
        return Panache.withTransaction(() -> tokens.lockedByHmac(hmacs)
                .flatMap(
                        found -> moved(found, found.stream().map(token -> value).toList())));
    }

    /** Needs the transaction; the tokens are locked. */
    private Uni<Moved> moved(List<Token> locked, List<TokenValue> values) {
        Moved moved = new Moved(new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < locked.size(); i++) {
            Token token = locked.get(i);
            byte[] old = token.hmac;
            rekey(token, values.get(i));
            // Where the encryption key alone is another, the entry in the cache is the one that stays.
            if (!Arrays.equals(old, token.hmac)) {
                moved.old().add(old);
            }
        }
        return Multi.createFrom()
                .iterable(locked.stream().map(token -> token.account).distinct().toList())
                .onItem()
                .transformToUniAndConcatenate(cache::noteAccount)
                .collect()
                .asList()
                .invoke(moved.pending()::addAll)
                .replaceWith(moved);
    }

    private void rekey(Token token, TokenValue value) {
        Peppers.Hashed hashed = peppers.hash(value);
        token.hmac = hashed.hmac();
        token.pepper = hashed.pepper();
        if (token.sealed != null) {
            Sealed closed = seal.close(token.id, value);
            token.sealed = closed.bytes();
            token.sealedWith = closed.key();
        }
        token.version++;
    }

    private Uni<Void> settled(Uni<Moved> work) {
        return work.flatMap(moved -> Multi.createFrom()
                .iterable(moved.pending())
                .onItem()
                .transformToUniAndConcatenate(cache::settled)
                .collect()
                .last()
                // What cannot be deleted now stays, and harms nothing: no value leads to it any more.
                .flatMap(settled -> cache.forgetTokens(moved.old()).onFailure().recoverWithNull()));
    }

    private Uni<Void> count() {
        return Panache.withSession(() -> Panache.getSession()
                        .flatMap(session -> session.createNativeQuery(LEFT, Tuple.class)
                                .setParameter(1, peppers.current())
                                .setParameter(2, seal.current())
                                .getSingleResult()))
                .invoke(left -> {
                    peppered.set(left.get("peppered", Long.class));
                    sealed.set(left.get("sealed", Long.class));
                })
                .replaceWithVoid();
    }
}
