package io.latchkey.system.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * HTTP/1.1 over some connections, by one thread and as little work as possible, since it shares the cores with what it
 * measures. Requests are bytes made beforehand.
 */
final class Load {
    private static final int BUFFER = 256 * 1024;
    private static final int MOST = 8_000_000;
    private static final long PAUSE_NANOS = 20_000;
    private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);

    private final int port;
    private final List<byte[]> requests;
    private final int connections;
    private final long[] latencies = new long[MOST];
    private int done;
    private int refused;
    private int next;

    private Load(int port, List<byte[]> requests, int connections) {
        this.port = port;
        this.requests = requests;
        this.connections = connections;
    }

    /**
     * @param answered requests, with 200
     * @param perSecond of those
     * @param refused those answered with anything else
     */
    record Result(long answered, double perSecond, int refused, double p50Micros, double p99Micros) {
        /** @param latencies nanoseconds, of the last of those that are done */
        static Result of(long[] latencies, int done, int refused, long nanos) {
            long[] sorted = Arrays.copyOf(latencies, Math.min(done, latencies.length));
            Arrays.sort(sorted);
            return new Result(done, done / (nanos / 1e9), refused, micros(sorted, 0.5), micros(sorted, 0.99));
        }

        private static double micros(long[] sorted, double quantile) {
            return sorted.length == 0 ? Double.NaN : sorted[(int) ((sorted.length - 1) * quantile)] / 1000.0;
        }
    }

    /** As many as there can be. */
    static Result closed(int port, List<byte[]> requests, int connections, Duration duration) throws IOException {
        return new Load(port, requests, connections).run(duration, 0);
    }

    /** So many a second, whether or not the ones before are answered; latencies are from when each was due. */
    static Result open(int port, List<byte[]> requests, int connections, Duration duration, double rate)
            throws IOException {
        return new Load(port, requests, connections).run(duration, rate);
    }

    /** A request as it goes over the wire. */
    static byte[] post(String path, String authorization, String contentType, String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        byte[] head = ("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: " + authorization
                        + "\r\nContent-Type: " + contentType + "\r\nContent-Length: " + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
        byte[] request = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        return request;
    }

    private static final class Connection {
        private final SocketChannel channel;
        private final ByteBuffer in = ByteBuffer.allocate(BUFFER);
        private long since;

        Connection(SocketChannel channel) {
            this.channel = channel;
        }
    }

    private Result run(Duration duration, double rate) throws IOException {
        ArrayDeque<Connection> idle = new ArrayDeque<>();
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < connections; i++) {
                idle.add(connect(selector));
            }
            long start = System.nanoTime();
            long end = start + duration.toNanos();
            long sent = 0;
            for (long now = start; now < end; now = System.nanoTime()) {
                while (!idle.isEmpty() && (rate == 0 || start + (long) (sent / rate * 1e9) <= now)) {
                    send(idle.poll(), rate == 0 ? now : start + (long) (sent / rate * 1e9));
                    sent++;
                }
                if (selector.selectNow() == 0) {
                    LockSupport.parkNanos(PAUSE_NANOS);
                    continue;
                }
                for (SelectionKey key : selector.selectedKeys()) {
                    Connection connection = (Connection) key.attachment();
                    if (isAnswered(connection)) {
                        idle.add(connection);
                    }
                }
                selector.selectedKeys().clear();
            }
            Result result = Result.of(latencies, done, refused, System.nanoTime() - start);
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            return result;
        }
    }

    private Connection connect(Selector selector) throws IOException {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        Connection connection = new Connection(channel);
        channel.register(selector, SelectionKey.OP_READ, connection);
        return connection;
    }

    private void send(Connection connection, long since) throws IOException {
        ByteBuffer request = ByteBuffer.wrap(requests.get(next));
        next = (next + 1) % requests.size();
        connection.since = since;
        while (request.hasRemaining()) {
            connection.channel.write(request);
        }
    }

    private boolean isAnswered(Connection connection) throws IOException {
        ByteBuffer in = connection.in;
        if (connection.channel.read(in) < 0) {
            throw new IOException("the server has closed a connection");
        }
        int length = answerLength(in.array(), in.position());
        if (length < 0 || in.position() < length) {
            return false;
        }
        if (in.get(9) == '2') {
            latencies[done % MOST] = System.nanoTime() - connection.since;
            done++;
        } else {
            refused++;
        }
        in.clear();
        return true;
    }

    /** Head and body, in bytes; -1 where the head is not complete. */
    private static int answerLength(byte[] bytes, int filled) {
        int body = -1;
        for (int i = 0; i + 3 < filled; i++) {
            if (bytes[i] == '\r' && bytes[i + 2] == '\r') {
                body = i + 4;
                break;
            }
        }
        if (body < 0) {
            return -1;
        }
        for (int i = 0; i < body; i++) {
            if (bytes[i] == '\n' && isLength(bytes, i + 1)) {
                int length = 0;
                for (int at = i + 1 + LENGTH.length; bytes[at] != '\r'; at++) {
                    length = bytes[at] == ' ' ? length : length * 10 + bytes[at] - '0';
                }
                return body + length;
            }
        }
        return body;
    }

    private static boolean isLength(byte[] bytes, int from) {
        for (int i = 0; i < LENGTH.length; i++) {
            if ((bytes[from + i] | 0x20) != (LENGTH[i] | 0x20)) {
                return false;
            }
        }
        return true;
    }
}
