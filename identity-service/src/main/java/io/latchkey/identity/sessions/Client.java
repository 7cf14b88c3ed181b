package io.latchkey.identity.sessions;

import io.vertx.core.http.HttpServerRequest;

/**
 * What somebody logs in with.
 *
 * @param source network address
 * @param userAgent as it calls itself, cut; null where it does not
 */
record Client(String source, String userAgent) {
    private static final int LONGEST = 200;

    static Client of(HttpServerRequest request) {
        String agent = request.getHeader("User-Agent");
        return new Client(
                request.remoteAddress().hostAddress(),
                agent == null ? null : agent.substring(0, Math.min(agent.length(), LONGEST)));
    }
}
