package io.latchkey.system.bench;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;

/**
 * What cannot be beaten: a bare Vert.x server that answers the same bytes, at once or after one GET of Redis; with its client,
 * which takes a connection of a pool for each, or over a connection of each event loop's own.
 */
public final class ReferenceServer extends AbstractVerticle {
    private static final int POOL = 16;
    private static final int WAITING = 2048;

    private final int port;
    private final String redis;
    private final boolean pooled;
    private final Buffer answer;
    private Redis client;
    private RedisConnection connection;

    private ReferenceServer(int port, String redis, boolean pooled, Buffer answer) {
        this.port = port;
        this.redis = redis;
        this.pooled = pooled;
        this.answer = answer;
    }

    /** @param arguments the port; the answer; Redis' address, where it is to be asked; anything more: with a pool */
    public static void main(String[] arguments) {
        int port = Integer.parseInt(arguments[0]);
        String redis = arguments.length > 2 ? arguments[2] : null;
        // As many event loops as the service has.
        int loops = Math.max(2, 2 * Runtime.getRuntime().availableProcessors());
        Vertx.vertx()
                .deployVerticle(
                        () -> new ReferenceServer(port, redis, arguments.length > 3, Buffer.buffer(arguments[1])),
                        new DeploymentOptions().setInstances(loops));
    }

    @Override
    public void start(Promise<Void> started) {
        if (redis == null) {
            listen(started);
            return;
        }
        client = Redis.createClient(
                vertx,
                new RedisOptions()
                        .setConnectionString(redis)
                        .setMaxPoolSize(POOL)
                        .setMaxPoolWaiting(WAITING));
        client.connect()
                .onSuccess(made -> {
                    connection = made;
                    listen(started);
                })
                .onFailure(started::fail);
    }

    private void listen(Promise<Void> started) {
        vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(port))
                .requestHandler(this::answer)
                .listen()
                .<Void>mapEmpty()
                .onComplete(started);
    }

    private void answer(HttpServerRequest request) {
        if (connection == null) {
            end(request);
        } else {
            Request get = Request.cmd(Command.GET).arg("epoch");
            (pooled ? client.send(get) : connection.send(get))
                    .onSuccess(got -> end(request))
                    .onFailure(failure -> request.response().setStatusCode(503).end());
        }
    }

    private void end(HttpServerRequest request) {
        request.response()
                .putHeader("content-type", "application/json")
                .putHeader("cache-control", "no-store")
                .end(answer);
    }
}
