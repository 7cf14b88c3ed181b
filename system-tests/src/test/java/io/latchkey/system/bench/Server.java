package io.latchkey.system.bench;

import static org.awaitility.Awaitility.await;

import io.latchkey.system.bench.Load.Result;
import io.latchkey.system.bench.ReferenceServer.Asks;
import io.latchkey.system.stack.Jvm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Something that is measured.
 *
 * @param load as much as it can take
 * @param each how many checks there are in a request
 */
record Server(String name, long pid, Closed load, int each) {
    /** Of the kernel; the same everywhere that we run. */
    private static final double TICKS_PER_SECOND = 100;

    interface Closed {
        Result run(Duration duration) throws IOException;
    }

    /**
     * @param requests as they go over the wire, one after another and again
     * @param connections that ask at once
     */
    static Server http(String name, long pid, int port, List<byte[]> requests, int connections, int each) {
        return new Server(name, pid, duration -> Load.closed(port, requests, connections, duration), each);
    }

    /** Seconds on a core, so far. */
    double cpuSeconds() throws IOException {
        String stat = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    }

    /** @param address of what it asks; anything where that is nothing */
    static Process reference(int port, Path log, Asks asks, String address, String answer) throws IOException {
        List<String> command = Jvm.command(
                "-Xmx256m",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                ReferenceServer.class.getName(),
                String.valueOf(port),
                asks.name(),
                address,
                answer);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> {
            new Socket(InetAddress.getLoopbackAddress(), port).close();
            return true;
        });
        return process;
    }
}
