package io.latchkey.system.lab;

import io.latchkey.system.stack.Stack;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/** The way to a server, which can be long, cut or a black hole. */
final class Link implements AutoCloseable {
    private static final byte[] END = {};

    private final int port;
    private volatile ServerSocket listening;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile int target;
    private volatile boolean blackHole;
    private volatile boolean answersLost;
    private volatile long delayMillis;

    private Link(int target) throws IOException {
        this.target = target;
        this.port = Stack.freePortBase();
        listen();
    }

    private void listen() throws IOException {
        ServerSocket taking = new ServerSocket(port, 200, InetAddress.getLoopbackAddress());
        listening = taking;
        Thread.ofVirtual().start(() -> accept(taking));
    }

    static Link to(int port) throws IOException {
        return new Link(port);
    }

    int port() {
        return port;
    }

    /** Connections are reset, and new ones refused, as where the server is gone. */
    void cut() throws IOException {
        listening.close();
        reset();
    }

    /** Connections stay, and nothing comes through any more. */
    void swallow() {
        blackHole = true;
    }

    /** Requests arrive that much later, even if who sent them is gone by then; answers do not. */
    void delay(long millis) {
        delayMillis = millis;
    }

    /** Requests arrive; instead of an answer the connection is reset. */
    void loseAnswers() {
        answersLost = true;
    }

    void mend() throws IOException {
        if (listening.isClosed()) {
            listen();
        }
        blackHole = false;
        answersLost = false;
        delayMillis = 0;
    }

    /** All connections, in the middle of whatever they do. */
    void reset() {
        open.forEach(Link::reset);
    }

    /** To another server; whoever is connected has to connect again. */
    void leadTo(int port) {
        target = port;
        reset();
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // Closed already, which is what is wanted.
        }
    }

    private void accept(ServerSocket taking) {
        while (!taking.isClosed()) {
            try {
                Socket client = taking.accept();
                Thread.ofVirtual().start(() -> connect(client));
            } catch (IOException e) {
                // Closed, or one connection that was given up meanwhile.
            }
        }
    }

    private void connect(Socket client) {
        open.add(client);
        try {
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            open.add(server);
            server.setTcpNoDelay(true);
            client.setTcpNoDelay(true);
            pump(client, server, false);
            pump(server, client, true);
        } catch (IOException e) {
            reset(client);
            open.remove(client);
        }
    }

    private void pump(Socket from, Socket to, boolean answers) {
        BlockingQueue<Chunk> underWay = new LinkedBlockingQueue<>();
        Thread.ofVirtual().start(() -> read(from, underWay, answers));
        Thread.ofVirtual().start(() -> write(from, to, underWay, answers));
    }

    private record Chunk(byte[] bytes, long due) {}

    private void read(Socket from, BlockingQueue<Chunk> underWay, boolean answers) {
        byte[] buffer = new byte[16 * 1024];
        try {
            InputStream in = from.getInputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                underWay.add(new Chunk(Arrays.copyOf(buffer, read), due(answers)));
            }
        } catch (IOException e) {
            // Its end, one way or the other.
        }
        underWay.add(new Chunk(END, due(answers)));
    }

    private long due(boolean answers) {
        return System.nanoTime() + (answers ? 0 : delayMillis * 1_000_000);
    }

    private void write(Socket from, Socket to, BlockingQueue<Chunk> underWay, boolean answers) {
        try {
            OutputStream out = to.getOutputStream();
            for (Chunk chunk = underWay.take(); chunk.bytes() != END; chunk = underWay.take()) {
                long wait = chunk.due() - System.nanoTime();
                if (wait > 0) {
                    Thread.sleep(wait / 1_000_000, (int) (wait % 1_000_000));
                }
                while (blackHole) {
                    Thread.sleep(10);
                }
                if (answers && answersLost) {
                    throw new SocketException("the answer is lost");
                }
                out.write(chunk.bytes());
            }
        } catch (IOException e) {
            // The other side is gone.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        reset(to);
        reset(from);
        open.remove(from);
        open.remove(to);
    }

    @Override
    public void close() throws IOException {
        mend();
        cut();
    }
}
