package io.latchkey.edge.requests;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;

/** What becomes of a request that is answered before it has been read. */
final class StopSending {
    /** The answer is whole, and the rest of the request is not wanted (RFC 9113 section 8.1). */
    private static final long NO_ERROR = 0;

    private static final long MOMENT_MILLIS = 500;

    private StopSending() {}

    /**
     * Over HTTP/2 the stream ends, else the connection. Clients that are still sending when it does may not see the answer,
     * so they have a moment for it.
     */
    static void onceAnswered(RoutingContext context) {
        HttpServerRequest request = context.request();
        HttpServerResponse response = context.response();
        Vertx vertx = context.vertx();
        boolean multiplexed = request.version() == HttpVersion.HTTP_2;
        if (!multiplexed) {
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        RequestEnd.await(
                context,
                () -> vertx.setTimer(MOMENT_MILLIS, over -> {
                    if (multiplexed) {
                        response.reset(NO_ERROR);
                    } else {
                        request.connection().close();
                    }
                }));
    }
}
