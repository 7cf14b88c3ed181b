package io.latchkey.token.cache;

import io.latchkey.edge.protections.Protection;
import io.latchkey.edge.protections.Protections;
import io.latchkey.token.cache.CacheReader.Wanted;
import io.latchkey.token.scopes.Facts;
import io.netty.util.concurrent.FastThreadLocal;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jboss.logging.Logger;

/**
 * What checks want within one turn of an event loop is read in one round trip. Nobody waits for that: a turn goes through all the
 * requests that have come, and what they want goes out when it is through.
 */
@Singleton
class GatheredReads {
    private static final Logger LOG = Logger.getLogger(GatheredReads.class);

    /** Then it goes out at once, for Redis reads 16 KiB at a time. */
    private static final int MOST = 100;

    private final RedisLines redis;
    private final OwnWrites ownWrites;
    private final boolean leased;
    private final FastThreadLocal<Turn> turns;

    GatheredReads(RedisLines redis, OwnWrites ownWrites, Vertx vertx, Protections protections) {
        this.redis = redis;
        this.ownWrites = ownWrites;
        this.leased = protections.on(Protection.LEASE);
        this.turns = new FastThreadLocal<>() {
            @Override
            protected Turn initialValue() {
                return new Turn(VertxContext.getRootContext(vertx.getOrCreateContext()));
            }
        };
    }

    /** As {@link CacheReader#read(Wanted, BiConsumer)}. */
    void read(Wanted wanted, BiConsumer<Facts, Throwable> then) {
        turns.get().read(new Read(wanted, then));
    }

    private record Read(Wanted wanted, BiConsumer<Facts, Throwable> then) {}

    private final class Turn {
        private final Context context;
        private List<Read> reads = new ArrayList<>();

        Turn(Context context) {
            this.context = context;
        }

        /** The context may be of another thread than the one that asks, where that is none of Vert.x. */
        synchronized void read(Read one) {
            reads.add(one);
            if (reads.size() == MOST) {
                send();
            } else if (reads.size() == 1) {
                context.runOnContext(turned -> send());
            }
        }

        private synchronized void send() {
            if (!reads.isEmpty()) {
                List<Read> these = reads;
                reads = new ArrayList<>();
                GatheredReads.this.send(these);
            }
        }
    }

    private void send(List<Read> reads) {
        List<Wanted> wanted = new ArrayList<>(reads.size());
        reads.forEach(one -> wanted.add(one.wanted()));
        ReadPlan plan = new ReadPlan(wanted);
        redis.send(plan.requests()).onComplete(done -> {
            if (done.succeeded()) {
                answer(plan, done.result(), reads);
            } else if (done.cause() instanceof ErrorType && reads.size() > 1) {
                // One of them alone may be what Redis objects to.
                reads.forEach(one -> send(List.of(one)));
            } else {
                reads.forEach(one -> one.then().accept(null, done.cause()));
            }
        });
    }

    private void answer(ReadPlan plan, List<Response> answers, List<Read> reads) {
        boolean complete = ReadPlan.isLeased(answers) || !leased;
        for (int i = 0; i < reads.size(); i++) {
            Read one = reads.get(i);
            one.then().accept(complete ? proven(plan, answers, i, one.wanted()) : null, null);
        }
    }

    /** Null where nothing is. */
    private Facts proven(ReadPlan plan, List<Response> answers, int index, Wanted wanted) {
        try {
            Facts facts = plan.facts(answers, index);
            return ownWrites.admit(facts, wanted) ? facts : null;
        } catch (RuntimeException e) {
            // What cannot be read proves nothing, and only of this token.
            LOG.debugf("Redis holds what cannot be read: %s", e.toString());
            return null;
        }
    }
}
