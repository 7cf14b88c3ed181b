package io.latchkey.token.cache;

import io.latchkey.edge.protections.Protection;
import io.latchkey.edge.protections.Protections;
import io.latchkey.token.cache.CacheReader.Wanted;
import io.latchkey.token.scopes.Facts;
import io.netty.util.concurrent.FastThreadLocal;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    /**
     * Empty where the cache proves nothing, since it is not complete or older than what this instance has written; fails where
     * Redis does not answer.
     */
    Future<Optional<Facts>> read(Wanted wanted) {
        return turns.get().read(wanted);
    }

    private final class Turn {
        private final Context context;
        private List<Wanted> wanted = new ArrayList<>();
        private List<Promise<Optional<Facts>>> promised = new ArrayList<>();

        Turn(Context context) {
            this.context = context;
        }

        /** The context may be of another thread than the one that asks, where that is none of Vert.x. */
        synchronized Future<Optional<Facts>> read(Wanted one) {
            Promise<Optional<Facts>> answer = Promise.promise();
            wanted.add(one);
            promised.add(answer);
            if (wanted.size() == MOST) {
                send();
            } else if (wanted.size() == 1) {
                context.runOnContext(turned -> send());
            }
            return answer.future();
        }

        private synchronized void send() {
            if (!wanted.isEmpty()) {
                List<Wanted> these = wanted;
                List<Promise<Optional<Facts>>> theirs = promised;
                wanted = new ArrayList<>();
                promised = new ArrayList<>();
                GatheredReads.this.send(these, theirs);
            }
        }
    }

    private void send(List<Wanted> wanted, List<Promise<Optional<Facts>>> promised) {
        ReadPlan plan = new ReadPlan(wanted);
        redis.send(plan.requests())
                .onSuccess(answers -> answer(plan, answers, wanted, promised))
                .onFailure(failure -> {
                    if (failure instanceof ErrorType && wanted.size() > 1) {
                        // One of them alone may be what Redis objects to.
                        for (int i = 0; i < wanted.size(); i++) {
                            send(List.of(wanted.get(i)), List.of(promised.get(i)));
                        }
                    } else {
                        promised.forEach(one -> one.fail(failure));
                    }
                });
    }

    private void answer(
            ReadPlan plan, List<Response> answers, List<Wanted> wanted, List<Promise<Optional<Facts>>> promised) {
        boolean complete = ReadPlan.isLeased(answers) || !leased;
        for (int i = 0; i < promised.size(); i++) {
            Optional<Facts> proven = Optional.empty();
            if (complete) {
                try {
                    Facts facts = plan.facts(answers, i);
                    proven = ownWrites.admit(facts, wanted.get(i)) ? Optional.of(facts) : proven;
                } catch (RuntimeException e) {
                    // What cannot be read proves nothing, and only of this token.
                    LOG.debugf("Redis holds what cannot be read: %s", e.toString());
                }
            }
            promised.get(i).complete(proven);
        }
    }
}
