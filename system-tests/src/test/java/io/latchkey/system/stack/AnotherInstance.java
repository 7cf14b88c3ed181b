package io.latchkey.system.stack;

import static org.awaitility.Awaitility.await;

import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** An instance of a service beside the one of a stack. */
public final class AnotherInstance implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";

    private final int port;
    private final Process process;

    private AnotherInstance(int port, Process process) {
        this.port = port;
        this.process = process;
    }

    /**
     * One of token-service; returns once it is ready.
     *
     * @param port its own; the next one is for gRPC
     */
    public static AnotherInstance ofTokenService(
            Path data, int port, Stream<String> settings, Map<String, String> environment) throws IOException {
        Stream<String> own = Stream.concat(settings, Stream.of("quarkus.grpc.server.port=" + (port + 1)));
        return of("token-service", data, port, own, environment);
    }

    /**
     * Returns once it is ready.
     *
     * @param data of the stack
     * @param port its own
     * @param settings that differ from those of the stack's instance, as lines of properties
     * @param environment of its process, beside what everybody has
     */
    public static AnotherInstance of(
            String service, Path data, int port, Stream<String> settings, Map<String, String> environment)
            throws IOException {
        Path config = data.resolve("config").resolve(service + "-2.properties");
        Files.write(
                config,
                Stream.of(
                                Files.readAllLines(data.resolve("config").resolve(service + ".properties")).stream(),
                                settings,
                                Stream.of("quarkus.http.port=" + port))
                        .flatMap(lines -> lines)
                        .toList());
        Path built = Path.of("..", service, "target");
        List<String> command = Jvm.command(
                "-Xms64m", "-Xmx256m", "-XX:TrimNativeHeapInterval=10000", "-Dquarkus.config.locations=" + config);
        // What make aot has learned; it is left alone where it does not fit.
        Path cache = built.resolve("app.aot");
        if (Files.exists(cache)) {
            command.addAll(List.of(
                    "-XX:AOTCache=" + cache,
                    "-Xlog:aot*=error",
                    "-XX:+UnlockDiagnosticVMOptions",
                    "-XX:ArchiveRelocationMode=0"));
        }
        command.addAll(
                List.of("-jar", built.resolve("quarkus-app/quarkus-run.jar").toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        data.resolve("logs/" + service + "-2.log").toFile()))
                .start();
        AnotherInstance another = new AnotherInstance(port, process);
        await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(100))
                .until(another::isReady);
        return another;
    }

    public String url() {
        return "http://" + LOOPBACK + ":" + port;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isReady() {
        try {
            return RestAssured.get(url() + "/health/ready").statusCode() == 200;
        } catch (Exception e) {
            // RestAssured throws what it has not declared: the connection is refused.
            return false;
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** SIGTERM; it may take its leave. */
    public void end() {
        process.destroy();
    }

    /** SIGKILL. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().completeOnTimeout(null, 30, TimeUnit.SECONDS).join();
        process.destroyForcibly();
    }
}
