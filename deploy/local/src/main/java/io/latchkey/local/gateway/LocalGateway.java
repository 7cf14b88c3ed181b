package io.latchkey.local.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.latchkey.local.gateway.Routes.Guard;
import io.latchkey.local.gateway.Routes.Route;
import io.latchkey.local.gateway.Routes.Upstream;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The gateway of the local stack: a reverse proxy (Vert.x HTTP Proxy) that does forward-auth as a production gateway
 * would. Tokens stop here; services behind see short-lived JWTs.
 */
public final class LocalGateway {
    /** What callers could fake to look like somebody else, or like us. */
    private static final List<String> STRIPPED_PREFIXES =
            List.of("latchkey-", "x-forwarded-", "x-auth-", "x-user", "x-remote-", "x-original-");

    private static final List<String> STRIPPED =
            List.of("forwarded", "x-real-ip", "remote-user", "proxy-authorization", "x-http-method-override");

    private final Map<Upstream, HttpProxy> proxies = new EnumMap<>(Upstream.class);
    private final ForwardAuth forwardAuth;

    private LocalGateway(Vertx vertx, Settings settings) {
        HttpClient client = vertx.createHttpClient(
                new HttpClientOptions().setConnectTimeout(2000).setMaxPoolSize(64));
        proxies.put(Upstream.IDENTITY, proxy(client, settings.identity(), settings.longestSilenceMillis()));
        proxies.put(Upstream.WORKSPACE, proxy(client, settings.workspace(), settings.longestSilenceMillis()));
        proxies.put(Upstream.TOKEN, proxy(client, settings.token(), settings.longestSilenceMillis()));
        forwardAuth =
                new ForwardAuth(WebClient.wrap(client), settings.token(), settings.clientId(), settings.clientSecret());
    }

    /**
     * Ports on the loopback interface, and the credential for forward-auth.
     *
     * @param longestSilenceMillis of a service that was asked; then it is given up
     */
    public record Settings(
            int port,
            int identity,
            int workspace,
            int token,
            long longestSilenceMillis,
            String clientId,
            String clientSecret) {}

    /** {@code <settings file, JSON>} */
    public static void main(String[] arguments) throws Exception {
        Settings settings = new ObjectMapper().readValue(Path.of(arguments[0]).toFile(), Settings.class);
        Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(false));
        LocalGateway gateway = new LocalGateway(vertx, settings);
        vertx.createHttpServer(new HttpServerOptions()
                        .setHost("127.0.0.1")
                        .setPort(settings.port())
                        .setIdleTimeout(60)
                        .setMaxHeaderSize(16 * 1024)
                        .setMaxInitialLineLength(4096))
                .requestHandler(gateway::handle)
                .listen()
                .onSuccess(server -> System.err.println(Instant.now() + " listening on port " + server.actualPort()))
                .onFailure(failure -> {
                    System.err.println(Instant.now() + " cannot listen: " + failure);
                    System.exit(1);
                });
    }

    private static HttpProxy proxy(HttpClient client, int port, long longestSilenceMillis) {
        // Of each request: that of a connection counts from the last answer on it, and ends what was sent just now.
        RequestOptions origin =
                new RequestOptions().setHost("127.0.0.1").setPort(port).setIdleTimeout(longestSilenceMillis);
        HttpProxy proxy = HttpProxy.reverseProxy(client).origin(context -> client.request(origin));
        return proxy.addInterceptor(new ProxyInterceptor() {
            @Override
            public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
                return context.sendRequest().recover(failure -> {
                    System.err.println(Instant.now() + " the service on port " + port + " does not answer: " + failure);
                    return Future.succeededFuture(context.request()
                            .response()
                            .setStatusCode(503)
                            .putHeader("Content-Type", "application/problem+json")
                            .putHeader("Retry-After", "1")
                            .setBody(Body.body(problem(
                                    503, "unavailable", "Temporarily unavailable", "A service does not answer."))));
                });
            }
        });
    }

    private void handle(HttpServerRequest request) {
        log(request);
        Optional<Route> route = Routes.find(request.method().name(), request.path());
        if (route.isEmpty()) {
            answer(request, 404, "not-found", "Not found", "There is nothing here.");
            return;
        }
        if (tooLarge(request)) {
            answer(request, 413, "invalid", "Too large", "The request's body is too large.");
            return;
        }
        strip(request.headers());
        request.headers().set("X-Forwarded-For", request.remoteAddress().hostAddress());
        request.headers().set("X-Forwarded-Proto", "http");
        if (route.get().guard() == Guard.OPEN) {
            proxies.get(route.get().upstream()).handle(request);
            return;
        }
        request.pause();
        String query = route.get().guard() == Guard.ASK ? request.query() : null;
        forwardAuth
                .ask(request, query)
                .onSuccess(verdict -> judged(request, route.get(), verdict))
                .onFailure(failure -> {
                    System.err.println(Instant.now() + " forward-auth does not answer: " + failure);
                    request.resume();
                    request.response().putHeader("Retry-After", "1");
                    answer(request, 503, "unavailable", "Temporarily unavailable", "This cannot be checked just now.");
                });
    }

    private void judged(HttpServerRequest request, Route route, HttpResponse<Buffer> verdict) {
        if (verdict.statusCode() == 200 && route.guard() == Guard.CALLER) {
            request.headers().set("Authorization", verdict.getHeader("Authorization"));
            proxies.get(route.upstream()).handle(request);
            return;
        }
        request.resume();
        for (String name : List.of(
                "WWW-Authenticate",
                "Retry-After",
                "Content-Type",
                "Latchkey-Account",
                "Latchkey-Kind",
                "Latchkey-Workspace")) {
            if (verdict.getHeader(name) != null) {
                request.response().putHeader(name, verdict.getHeader(name));
            }
        }
        Buffer body = verdict.body() == null ? Buffer.buffer() : verdict.body();
        request.response()
                .putHeader("Cache-Control", "no-store")
                .setStatusCode(verdict.statusCode())
                .end(body);
    }

    private static boolean tooLarge(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        // Vert.x has refused lengths that are no numbers already.
        return length != null && Long.parseLong(length) > Routes.largestBody(request.path());
    }

    private static void strip(MultiMap headers) {
        for (String name : List.copyOf(headers.names())) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (STRIPPED.contains(lower) || STRIPPED_PREFIXES.stream().anyMatch(lower::startsWith)) {
                headers.remove(name);
            }
        }
    }

    private static void answer(HttpServerRequest request, int status, String type, String title, String detail) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/problem+json")
                .end(problem(status, type, title, detail));
    }

    private static Buffer problem(int status, String type, String title, String detail) {
        return new JsonObject()
                .put("type", "urn:latchkey:problem:" + type)
                .put("status", status)
                .put("title", title)
                .put("detail", detail)
                .toBuffer();
    }

    /** Never a query or a header: either could hold what is nobody's business. */
    private static void log(HttpServerRequest request) {
        long started = System.nanoTime();
        request.response()
                .endHandler(ended -> System.err.printf(
                        "%s %s %s %d %d ms%n",
                        Instant.now(),
                        request.method(),
                        request.path(),
                        request.response().getStatusCode(),
                        (System.nanoTime() - started) / 1_000_000));
    }
}
