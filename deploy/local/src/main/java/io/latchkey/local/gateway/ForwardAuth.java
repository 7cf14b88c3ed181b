package io.latchkey.local.gateway;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Asks token-service about a request's credential, as nginx' auth_request or Traefik's ForwardAuth would. */
final class ForwardAuth {
    private static final long TIMEOUT_MILLIS = 3000;

    private final WebClient client;
    private final int port;
    private final String credential;

    ForwardAuth(WebClient client, int port, String clientId, String secret) {
        this.client = client;
        this.port = port;
        this.credential = "Basic "
                + Base64.getEncoder().encodeToString((clientId + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    /** @param query what to ask beyond "is this credential good?"; may be null */
    Future<HttpResponse<Buffer>> ask(HttpServerRequest request, String query) {
        String uri = "/v1/forward-auth" + (query == null ? "" : "?" + query);
        HttpRequest<Buffer> question = client.get(port, "127.0.0.1", uri)
                .timeout(TIMEOUT_MILLIS)
                .putHeader("Latchkey-Client", credential)
                .putHeader("X-Forwarded-For", request.remoteAddress().hostAddress());
        MultiMap headers = request.headers();
        copy(headers, question, HttpHeaders.AUTHORIZATION.toString());
        copy(headers, question, "traceparent");
        return question.send();
    }

    private static void copy(MultiMap headers, HttpRequest<Buffer> question, String name) {
        String value = headers.get(name);
        if (value != null) {
            question.putHeader(name, value);
        }
    }
}
