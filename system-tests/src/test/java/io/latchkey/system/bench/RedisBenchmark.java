package io.latchkey.system.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.latchkey.system.bench.Load.Result;
import io.latchkey.system.stack.Stack;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What Redis' own tool makes of a GET, where it is installed (Debian's redis-tools): all there is to have, without a service. */
final class RedisBenchmark {
    static final String NAME = "redis-benchmark, GET";

    private static final String TOOL = "redis-benchmark";
    private static final int EACH_RUN = 50_000;
    /** Of a row: what was asked, how many a second, then milliseconds: mean, least, median, 95th, 99th, most. */
    private static final int P50 = 4;

    private static final int P99 = 6;

    private RedisBenchmark() {}

    static Optional<Server> of(Stack stack, int connections) {
        URI redis = URI.create(stack.value("/redis"));
        long pid = stack.process("redis").orElseThrow().pid();
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, TOOL))
                .filter(Files::isExecutable)
                .findFirst()
                .map(tool -> List.of(
                        tool.toString(),
                        "-h",
                        redis.getHost(),
                        "-p",
                        String.valueOf(redis.getPort()),
                        "-c",
                        String.valueOf(connections),
                        "-n",
                        String.valueOf(EACH_RUN),
                        "--csv",
                        "GET",
                        "epoch"))
                .map(command -> new Server(NAME, pid, time -> run(command, time), 1));
    }

    private static Result run(List<String> command, Duration time) throws IOException {
        long start = System.nanoTime();
        long answered = 0;
        String[] row = {};
        while (System.nanoTime() - start < time.toNanos()) {
            row = lastLine(command).replace("\"", "").split(",");
            answered += EACH_RUN;
        }
        return new Result(
                answered,
                answered * 1e9 / (System.nanoTime() - start),
                0,
                Double.parseDouble(row[P50]) * 1000,
                Double.parseDouble(row[P99]) * 1000);
    }

    private static String lastLine(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), UTF_8)
                .lines()
                .reduce((earlier, later) -> later)
                .orElseThrow(() -> new IOException(TOOL + " says nothing"));
    }
}
