package io.latchkey.token.check;

import io.latchkey.token.cache.CacheReader;
import io.latchkey.token.cache.CacheReader.Wanted;
import io.latchkey.token.cache.PostgresReader;
import io.latchkey.token.scopes.Facts;
import io.latchkey.token.tokens.Peppers;
import io.latchkey.token.tokens.TokenValue;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Before an instance says that it is ready, it tries what a check does, on each event loop: so that nobody's check waits for
 * classes, the compiler and connections. It reads what is said of a token that is there, from Redis and from PostgreSQL; no
 * verdict leaves it, and no meter counts it.
 */
@ApplicationScoped
class WarmUp {
    private static final Logger LOG = Logger.getLogger(WarmUp.class);

    /** On each event loop. */
    private static final int TIMES = 150;

    private static final Wanted NO_TOKEN = new Wanted(new byte[32], null, null, null);

    private final CheckJson json;
    private final Peppers peppers;
    private final CacheReader cache;
    private final PostgresReader postgres;
    private final Judge judge;
    private final Vertx vertx;
    private final Duration atMost;
    private final AtomicInteger tried = new AtomicInteger();
    private volatile boolean over;

    WarmUp(
            CheckJson json,
            Peppers peppers,
            CacheReader cache,
            PostgresReader postgres,
            Judge judge,
            Vertx vertx,
            CheckConfig config) {
        this.json = json;
        this.peppers = peppers;
        this.cache = cache;
        this.postgres = postgres;
        this.judge = judge;
        this.vertx = vertx;
        this.atMost = config.warmUp();
    }

    boolean isOver() {
        return over;
    }

    int tried() {
        return tried.get();
    }

    void start(@Observes StartupEvent event) {
        if (atMost.isZero()) {
            over = true;
            return;
        }
        long started = System.nanoTime();
        vertx.setTimer(atMost.toMillis(), late -> over = true);
        postgres.any().flatMap(any -> onEachLoop(any.orElse(NO_TOKEN))).onComplete(done -> {
            over = true;
            LOG.infof(
                    "%d checks were tried in %d ms%s",
                    tried(),
                    (System.nanoTime() - started) / 1_000_000,
                    done.failed() ? ", until one failed: " + done.cause() : "");
        });
    }

    private Future<?> onEachLoop(Wanted wanted) {
        JsonObject question = new JsonObject().put("token", TokenValue.madeUp().text());
        if (wanted.workspace() != null) {
            question.put("workspace", wanted.workspace().toString());
        }
        Buffer body = question.toBuffer();
        VertxInternal loops = (VertxInternal) vertx;
        List<Future<Void>> tries = new ArrayList<>();
        for (EventExecutor loop : loops.getEventLoopGroup()) {
            Promise<Void> through = Promise.promise();
            loops.createEventLoopContext((EventLoop) loop, null, null)
                    .runOnContext(on -> again(TIMES, body, wanted, through));
            tries.add(through.future());
        }
        return Future.join(tries);
    }

    private void again(int times, Buffer body, Wanted wanted, Promise<Void> through) {
        if (times == 0 || over) {
            through.tryComplete();
            return;
        }
        Asked asked = Asked.of(json.question(body), peppers);
        // Redis may not be there, or not be complete yet.
        cache.read(
                wanted,
                (cached, failure) -> postgres.byToken(wanted)
                        .onFailure(through::tryFail)
                        .onSuccess(facts -> {
                            answer(asked, cached);
                            answer(asked, facts);
                            tried.incrementAndGet();
                            again(times - 1, body, wanted, through);
                        }));
    }

    private void answer(Asked asked, Facts facts) {
        if (facts != null) {
            json.answer(judge.judge(asked.question(), facts));
        }
    }
}
