package io.latchkey.token.cache;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Has Redis tell of every key of the cache that anybody changes (client-side caching in broadcasting mode), over a connection of
 * its own, and tells {@link RecentFacts}. Only where that is on.
 */
@ApplicationScoped
class ChangedKeys {
    private static final Logger LOG = Logger.getLogger(ChangedKeys.class);
    private static final long AGAIN_MILLIS = 500;
    private static final String TELLING = "invalidate";

    private final Redis redis;
    private final Vertx vertx;
    private final RecentFacts recent;
    private RedisConnection connection;
    private boolean connecting;

    ChangedKeys(Redis redis, Vertx vertx, RecentFacts recent) {
        this.redis = redis;
        this.vertx = vertx;
        this.recent = recent;
    }

    void start(@Observes StartupEvent event) {
        if (recent.isOn()) {
            vertx.getOrCreateContext().runOnContext(started -> {
                keepListening();
                vertx.setPeriodic(AGAIN_MILLIS, timer -> keepListening());
            });
        }
    }

    /** Asked again and again: a connection that is gone without a word is found out by that, too. */
    private void keepListening() {
        if (connection != null) {
            connection.send(Request.cmd(Command.PING));
        } else if (!connecting) {
            connecting = true;
            redis.connect().onComplete(made -> {
                connecting = false;
                if (made.succeeded()) {
                    listen(made.result());
                } else {
                    LOG.debugf("Redis does not tell of changes: %s", made.cause());
                }
            });
        }
    }

    private void listen(RedisConnection made) {
        connection = made;
        made.handler(this::heard);
        made.exceptionHandler(failure -> lost(made));
        made.endHandler(ended -> lost(made));
        Request track = Request.cmd(Command.CLIENT).arg("TRACKING").arg("ON").arg("BCAST");
        for (String prefix : List.of(Keys.TOKENS, Keys.WORKSPACES, Keys.DEVICES)) {
            track.arg("PREFIX").arg(prefix);
        }
        made.send(track).onSuccess(tracked -> recent.told()).onFailure(failure -> {
            LOG.warnf("Redis will not tell of changes, so nothing is remembered: %s", failure);
            lost(made);
        });
    }

    private void lost(RedisConnection gone) {
        if (connection == gone) {
            connection = null;
            recent.notTold();
            gone.close();
        }
    }

    /** {@code ["invalidate", [key, ...]]}; no keys where all of them are gone. */
    private void heard(Response push) {
        if (push.type() != ResponseType.PUSH || !TELLING.equals(push.get(0).toString())) {
            return;
        }
        Response keys = push.get(1);
        if (keys == null) {
            recent.told();
            return;
        }
        keys.forEach(key -> recent.changed(key.toString()));
    }
}
