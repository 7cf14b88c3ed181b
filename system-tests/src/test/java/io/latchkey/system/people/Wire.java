package io.latchkey.system.people;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A request as it is written, which clients would tidy up first. */
public final class Wire {
    private Wire() {}

    /** @return the status line and all that follows */
    public static String get(String server, String path) {
        return send(server, "GET " + path, "");
    }

    /** Only says how long the body is to be; who takes no such body need not wait for it. */
    public static String announce(String server, String path, int length) {
        return send(server, "POST " + path, "Content-Type: application/json\r\nContent-Length: " + length + "\r\n");
    }

    private static String send(String server, String what, String headers) {
        URI uri = URI.create(server);
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.setSoTimeout(10_000);
            String request =
                    what + " HTTP/1.1\r\nHost: " + uri.getHost() + "\r\nConnection: close\r\n" + headers + "\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
