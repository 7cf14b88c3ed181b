package io.latchkey.system.people;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A request as it is written, which clients would tidy up first. */
public final class Wire {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Wire() {}

    /** @return the status line and all that follows */
    public static String get(String server, String path) {
        return send(server, "GET " + path, "");
    }

    /** Only says how long the body is to be; who takes no such body need not wait for it. */
    public static String announce(String server, String path, int length) {
        return send(server, "POST " + path, "Content-Type: application/json\r\nContent-Length: " + length + "\r\n");
    }

    /**
     * @param what method and path
     * @param headers each with its end of line
     */
    public static String send(String server, String what, String headers) {
        return sendAll(
                server, what + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n" + headers + "\r\n", PATIENCE);
    }

    /**
     * @param all that is sent, whatever it is
     * @param silence after which nothing more is waited for
     * @return what was answered until the server hung up or was silent
     */
    public static String sendAll(String server, String all, Duration silence) {
        URI uri = URI.create(server);
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.setSoTimeout((int) silence.toMillis());
            socket.getOutputStream().write(all.getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().transferTo(answer);
        } catch (SocketTimeoutException e) {
            // It waits for more.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return answer.toString(StandardCharsets.UTF_8);
    }
}
