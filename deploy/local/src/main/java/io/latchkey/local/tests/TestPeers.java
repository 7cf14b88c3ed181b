package io.latchkey.local.tests;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Stands in for the other services: answers each caller what a test has told it to, and else with an empty list. */
public final class TestPeers implements AutoCloseable {
    private static final Answer EMPTY = new Answer(200, "{\"items\":[]}");

    private record Answer(int status, String body) {}

    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final HttpServer server;
    private volatile boolean down;

    private TestPeers() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    static TestPeers start() throws IOException {
        return new TestPeers();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /**
     * @param jwt of the caller to whom this is answered
     * @param uri with the query
     */
    public void answer(String jwt, String uri, String json) {
        answer(jwt, uri, 200, json);
    }

    public void answer(String jwt, String uri, int status, String json) {
        answers.put("Bearer " + jwt + uri, new Answer(status, json));
    }

    /** Whatever is asked is answered with 503 until it is over. */
    public void down(boolean down) {
        this.down = down;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String caller = exchange.getRequestHeaders().getFirst("Authorization");
        Answer answer = answers.getOrDefault(caller + exchange.getRequestURI(), EMPTY);
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(down ? 503 : answer.status(), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
