package io.latchkey.system.stack;

import static org.awaitility.Awaitility.await;

import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** An instance of token-service beside the one of a stack. */
public final class AnotherTokenService implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";

    private final int port;
    private final Process process;

    private AnotherTokenService(int port, Process process) {
        this.port = port;
        this.process = process;
    }

    /**
     * Returns once it is ready.
     *
     * @param data of the stack
     * @param port its own; the next one is for gRPC
     * @param settings that differ from those of the stack's instance, as lines of properties
     */
    public static AnotherTokenService start(Path data, int port, Stream<String> settings) throws IOException {
        Path config = data.resolve("config/token-service-2.properties");
        Stream<String> own = Stream.concat(
                settings, Stream.of("quarkus.http.port=" + port, "quarkus.grpc.server.port=" + (port + 1)));
        Files.write(
                config,
                Stream.concat(Files.readAllLines(data.resolve("config/token-service.properties")).stream(), own)
                        .toList());
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dquarkus.config.locations=" + config,
                "-jar",
                "../token-service/target/quarkus-app/quarkus-run.jar");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        data.resolve("logs/token-service-2.log").toFile()))
                .start();
        AnotherTokenService another = new AnotherTokenService(port, process);
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

    @Override
    public void close() {
        process.destroy();
        process.onExit().completeOnTimeout(null, 30, TimeUnit.SECONDS).join();
        process.destroyForcibly();
    }
}
