package io.latchkey.system.bench;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Tuple;
import java.util.function.Supplier;

/** What cannot be beaten: a bare Vert.x server that answers the same bytes, at once or once it has asked one thing. */
public final class ReferenceServer extends AbstractVerticle {
    private static final int POOL = 16;
    private static final int WAITING = 2048;
    private static final String LOOKUP = "select status, expires_at from token where hmac = $1";
    private static final Tuple NOBODYS = Tuple.of(Buffer.buffer(new byte[32]));

    private final int port;
    private final Asks asks;
    private final String address;
    private final Buffer answer;

    /** What is asked for each request. */
    enum Asks {
        NOTHING,
        /** One GET, over a connection of each event loop's own. */
        REDIS_BY_LINE,
        /** One GET, as the client does it: it takes a connection of a pool for each. */
        REDIS,
        /** One row by its key. */
        POSTGRES
    }

    private ReferenceServer(int port, Asks asks, String address, Buffer answer) {
        this.port = port;
        this.asks = asks;
        this.address = address;
        this.answer = answer;
    }

    /** @param arguments the port; what it asks; the address of what it asks; the answer */
    public static void main(String[] arguments) {
        int port = Integer.parseInt(arguments[0]);
        Asks asks = Asks.valueOf(arguments[1]);
        // As many event loops as the service has.
        int loops = Math.max(2, 2 * Runtime.getRuntime().availableProcessors());
        Vertx.vertx()
                .deployVerticle(
                        () -> new ReferenceServer(port, asks, arguments[2], Buffer.buffer(arguments[3])),
                        new DeploymentOptions().setInstances(loops));
    }

    @Override
    public void start(Promise<Void> started) {
        asking().compose(this::listen).onComplete(started);
    }

    private Future<Supplier<Future<?>>> asking() {
        Request get = Request.cmd(Command.GET).arg("epoch");
        return switch (asks) {
            case NOTHING -> Future.succeededFuture(Future::succeededFuture);
            case REDIS_BY_LINE -> redis().connect().map(line -> () -> line.send(get));
            case REDIS -> {
                Redis redis = redis();
                yield Future.succeededFuture(() -> redis.send(get));
            }
            case POSTGRES -> {
                Pool postgres = PgBuilder.pool()
                        .with(new PoolOptions().setMaxSize(POOL).setMaxWaitQueueSize(WAITING))
                        .connectingTo(PgConnectOptions.fromUri(address).setCachePreparedStatements(true))
                        .using(vertx)
                        .build();
                yield Future.succeededFuture(
                        () -> postgres.preparedQuery(LOOKUP).execute(NOBODYS));
            }
        };
    }

    private Redis redis() {
        return Redis.createClient(
                vertx,
                new RedisOptions()
                        .setConnectionString(address)
                        .setMaxPoolSize(POOL)
                        .setMaxPoolWaiting(WAITING));
    }

    private Future<Void> listen(Supplier<Future<?>> asked) {
        return vertx.createHttpServer(
                        new HttpServerOptions().setHost("127.0.0.1").setPort(port))
                .requestHandler(request -> asked.get()
                        .onSuccess(got -> end(request))
                        .onFailure(
                                failure -> request.response().setStatusCode(503).end()))
                .listen()
                .mapEmpty();
    }

    private void end(HttpServerRequest request) {
        request.response()
                .putHeader("content-type", "application/json")
                .putHeader("cache-control", "no-store")
                .end(answer);
    }
}
