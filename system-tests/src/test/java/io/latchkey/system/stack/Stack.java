package io.latchkey.system.stack;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The whole system as {@code make run} starts it, on ports and with data of its own, seen from outside. */
public final class Stack implements AutoCloseable {
    static {
        // Machines may be slow; what never comes fails all the same.
        Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
    }

    private static final Duration STARTUP = Duration.ofMinutes(4);
    /** Where services write down how they start; else it is some seconds. */
    private static final Duration LONGEST_FAREWELL = Duration.ofMinutes(5);

    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
    private static final int PORTS = 16;
    private static final int COMPLAINTS = 40;
    /** Characters of a line: what is wrong stands before where it happened. */
    private static final int LONGEST_COMPLAINT = 1000;
    /** Where token-service's gRPC port is, from the base. */
    private static final int GRPC = 1002;

    private final Path data;
    private final int portBase;
    private final Process supervisor;
    private final JsonNode addresses;

    private Stack(Path data, int portBase, Process supervisor) {
        this.data = data;
        this.portBase = portBase;
        this.supervisor = supervisor;
        this.addresses = run();
    }

    /** @param config with settings of its own for services; null for none */
    public static Stack start(Path data, int portBase, Path config) throws IOException {
        return start(data, portBase, config == null ? Map.of() : Map.of("LATCHKEY_CONFIG", config.toString()));
    }

    /** @param told what {@code make run} is told by its environment */
    public static Stack start(Path data, int portBase, Map<String, String> told) throws IOException {
        return start(HOME, data, portBase, told);
    }

    /** @param home where a version of Latchkey is built */
    public static Stack start(Path home, Path data, int portBase, Map<String, String> told) throws IOException {
        Files.createDirectories(data);
        ProcessBuilder command = command(home, data, portBase);
        command.environment().putAll(told);
        Process supervisor =
                command.redirectOutput(data.resolve("output.log").toFile()).start();
        await().atMost(STARTUP)
                .failFast("the stack ended: " + data.resolve("output.log"), () -> !supervisor.isAlive())
                .until(() -> Files.exists(data.resolve("run.json")));
        return new Stack(data, portBase, supervisor);
    }

    /** What an earlier run has left behind in its data folder. */
    public static void forget(Path data) throws IOException {
        if (Files.exists(data)) {
            try (Stream<Path> files = Files.walk(data)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /** What {@code make run} executes once everything is built; not started yet. */
    public static ProcessBuilder command(Path data, int portBase) {
        return command(HOME, data, portBase);
    }

    /** A program of {@code deploy/local} by itself; not started yet. */
    public static ProcessBuilder local(String main, String... arguments) {
        ProcessBuilder command = local(HOME, main);
        command.command().addAll(List.of(arguments));
        return command;
    }

    private static ProcessBuilder local(Path home, String main) {
        String version = System.getProperty("latchkey.version");
        Path built = home.resolve("deploy/local/target");
        return new ProcessBuilder(Jvm.command(
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                built.resolve("latchkey-local-" + version + ".jar") + ":" + built.resolve("lib") + "/*",
                main));
    }

    private static ProcessBuilder command(Path home, Path data, int portBase) {
        ProcessBuilder command = local(home, "io.latchkey.local.run.RunStack");
        command.environment().put("LATCHKEY_HOME", home.toString());
        command.environment().put("LATCHKEY_DATA", data.toString());
        command.environment().put("PORT_BASE", String.valueOf(portBase));
        command.environment().remove("FRESH");
        command.environment().remove("RESTART");
        command.environment().remove("LATCHKEY_CONFIG");
        command.environment().remove("LATCHKEY_AOT");
        return command.redirectErrorStream(true);
    }

    /** The first of as many ports in a row as a stack needs, with the one apart free too. */
    public static int freePortBase() {
        return IntStream.generate(() -> ThreadLocalRandom.current().nextInt(20_000, 30_000))
                .limit(1000)
                .filter(base -> IntStream.concat(IntStream.range(base, base + PORTS), IntStream.of(base + GRPC))
                        .allMatch(Stack::isFree))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    /** {@code run.json} as it is now; process ids change when something is started again. */
    private JsonNode run() {
        try {
            return new ObjectMapper().readTree(data.resolve("run.json").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param part gateway, identity, token or workspace */
    public String url(String part) {
        return addresses.get(part).asText();
    }

    public String gateway() {
        return url("gateway");
    }

    /** @param name of a value in {@code run.json}, by JSON pointer */
    public String value(String name) {
        return addresses.at(name).asText();
    }

    /** @param name of a database: identity, workspace, token, or postgres where none of them is meant */
    public Connection database(String name) throws SQLException {
        String url = value("/postgres").replace("postgresql://postgres@", "jdbc:postgresql://") + "/" + name;
        return DriverManager.getConnection(url, "postgres", "");
    }

    public Path data() {
        return data;
    }

    public int portBase() {
        return portBase;
    }

    public Optional<ProcessHandle> process(String name) {
        for (JsonNode process : run().get("processes")) {
            if (process.get("name").asText().equals(name)) {
                return ProcessHandle.of(process.get("pid").asLong());
            }
        }
        return Optional.empty();
    }

    /** SIGKILL: no goodbye. */
    public void kill(String name) {
        kill(process(name).orElseThrow());
    }

    public static void kill(ProcessHandle process) {
        process.destroyForcibly();
        await().until(() -> isDead(process));
    }

    /** A zombie is dead too: the supervisor may be held up and not have noticed. */
    private static boolean isDead(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc", String.valueOf(process.pid()), "stat"));
            return stat.substring(stat.lastIndexOf(')') + 2).startsWith("Z");
        } catch (IOException e) {
            return true;
        }
    }

    /** Kills it, and what happens next happens before it is started again. */
    public void without(String name, Runnable meanwhile) {
        startsNothingAgain();
        try {
            kill(name);
            meanwhile.run();
        } finally {
            signal("-CONT", Stream.of(supervisor.toHandle()));
        }
    }

    /** What dies stays dead from now on. */
    public void startsNothingAgain() {
        signal("-STOP", Stream.of(supervisor.toHandle()));
    }

    /** SIGSTOP, of all its processes: its connections stay, it does nothing. */
    public void freeze(String name) {
        signal("-STOP", tree(name));
    }

    public void thaw(String name) {
        signal("-CONT", tree(name));
    }

    private Stream<ProcessHandle> tree(String name) {
        ProcessHandle process = process(name).orElseThrow();
        return Stream.concat(Stream.of(process), process.descendants());
    }

    private static void signal(String signal, Stream<ProcessHandle> processes) {
        List<String> command = new ArrayList<>(List.of("kill", signal));
        processes.map(ProcessHandle::pid).map(String::valueOf).forEach(command::add);
        try {
            new ProcessBuilder(command).start().onExit().join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until every service says that it is ready. */
    public void isReady() {
        for (String service : new String[] {"identity", "workspace", "token"}) {
            await().atMost(Duration.ofSeconds(90))
                    .ignoreExceptions()
                    .until(() -> RestAssured.given()
                                    .baseUri(url(service))
                                    .get("/health/ready")
                                    .statusCode()
                            == 200);
        }
    }

    /** Of all processes; the supervisor's own output tells whoever started it what there is to use. */
    public String logs() {
        try (var files = Files.list(data.resolve("logs"))) {
            StringBuilder all = new StringBuilder();
            for (Path file : files.toList()) {
                all.append(Files.readString(file, StandardCharsets.UTF_8));
            }
            return all.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last of what its processes have warned of, and what the gateway did not get an answer to or answered 503. */
    List<String> complaints() {
        List<String> all = logs().lines()
                .filter(line -> line.contains("\"WARN\"")
                        || line.contains("\"ERROR\"")
                        || line.contains("not answer")
                        || line.contains(" 503 "))
                .map(line -> line.substring(0, Math.min(line.length(), LONGEST_COMPLAINT)))
                .sorted(Comparator.comparing(line -> line.replace("{\"timestamp\":\"", "")))
                .toList();
        return all.subList(Math.max(0, all.size() - COMPLAINTS), all.size());
    }

    /** Where nobody waits for what services do in the end. */
    public void closeAtOnce() {
        supervisor.destroy();
        Stream.of("identity-service", "workspace-service", "token-service")
                .flatMap(service -> process(service).stream())
                .forEach(ProcessHandle::destroyForcibly);
        close();
    }

    @Override
    public void close() {
        signal("-CONT", Stream.of(supervisor.toHandle()));
        supervisor.destroy();
        supervisor
                .onExit()
                .completeOnTimeout(null, LONGEST_FAREWELL.toSeconds(), TimeUnit.SECONDS)
                .join();
        supervisor.descendants().forEach(ProcessHandle::destroyForcibly);
        supervisor.destroyForcibly();
    }
}
