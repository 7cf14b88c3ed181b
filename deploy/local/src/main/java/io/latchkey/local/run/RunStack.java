package io.latchkey.local.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.latchkey.local.gateway.LocalGateway;
import io.latchkey.local.servers.LocalKafka;
import io.latchkey.local.servers.LocalPostgres;
import io.latchkey.local.servers.LocalRedis;
import io.latchkey.local.servers.Ports;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** Behind {@code make run}: the whole system on one machine, from nothing, until it is told to stop. */
public final class RunStack {
    private static final long LEAST_FREE_BYTES = 512L * 1024 * 1024;
    private static final Duration STARTUP = Duration.ofSeconds(120);
    private static final int MOST_DEATHS_AT_START = 3;
    private static final List<String> DATABASES = List.of("identity", "workspace", "token");

    private final Settings settings;
    private final Secrets secrets;
    private final RunFile runFile;
    private final Leftovers leftovers;
    private final Probe probe = new Probe();
    private final List<Child> children = new CopyOnWriteArrayList<>();
    private final long started = System.nanoTime();
    private LocalPostgres postgres;
    private LocalRedis redis;
    private volatile boolean announced;
    private volatile boolean stopping;

    private RunStack(Settings settings) throws IOException {
        this.settings = settings;
        this.secrets = Secrets.load(settings.data().resolve("secrets.json"));
        this.runFile = new RunFile(settings.data().resolve("run.json"), settings.ports(), secrets);
        this.leftovers = new Leftovers(settings.data().resolve("processes"));
    }

    public static void main(String[] arguments) throws Exception {
        FileLock lock = null;
        try {
            Settings settings = Settings.of(System.getenv());
            lock = claim(settings);
            RunStack stack = new RunStack(settings);
            Runtime.getRuntime().addShutdownHook(new Thread(stack::stop, "stop"));
            stack.start();
            new CountDownLatch(1).await();
        } catch (CannotRun e) {
            System.out.println("Latchkey cannot start: " + e.getMessage());
            System.exit(1);
        } finally {
            if (lock != null) {
                lock.close();
            }
        }
    }

    /** One stack to a data folder; held until this process ends, however it ends. */
    private static FileLock claim(Settings settings) throws IOException {
        FileLock lock;
        try {
            Files.createDirectories(settings.data());
            // Not with "with resources": the lock lives as long as the process.
            FileChannel channel = FileChannel.open(
                    settings.data().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            lock = channel.tryLock();
        } catch (IOException e) {
            throw new CannotRun(
                    "its data folder " + settings.data() + " cannot be written (" + e.getMessage() + ").", e);
        }
        if (lock == null) {
            throw new CannotRun("it is running already, with the data in " + settings.data()
                    + "; stop that one, or start another with PORT_BASE=9000 LATCHKEY_DATA=….");
        }
        long free = settings.data().toFile().getUsableSpace();
        if (free < LEAST_FREE_BYTES) {
            throw new CannotRun("the disk is full: %d MB are free where the data goes (%s), %d are needed."
                    .formatted(free / 1024 / 1024, settings.data(), LEAST_FREE_BYTES / 1024 / 1024));
        }
        if (settings.fresh()) {
            empty(settings.data());
        }
        Files.createDirectories(settings.data().resolve("logs"));
        Files.createDirectories(settings.data().resolve("config"));
        return lock;
    }

    private static void empty(Path data) throws IOException {
        new Leftovers(data.resolve("processes")).stop();
        LocalPostgres.stopLeftOver(data.resolve("postgres"));
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.equals(data) && !file.equals(data.resolve("lock"))) {
                    Files.delete(file);
                }
            }
        }
    }

    private void start() throws IOException, InterruptedException {
        leftovers.stop();
        LocalPostgres.stopLeftOver(settings.data().resolve("postgres"));
        portsAreFree();
        say("starting PostgreSQL, Kafka and Redis");
        startServers();
        say("starting identity-service, workspace-service and token-service");
        startServices();
        say("starting the gateway");
        startGateway();
        demoAccount();
        announced = true;
        remember();
        System.out.print(Welcome.text(settings.ports(), secrets, settings.data(), (System.nanoTime() - started) / 1e9));
        System.out.flush();
    }

    private void say(String step) {
        System.out.printf("[%4.1f s] %s%n", (System.nanoTime() - started) / 1e9, step);
    }

    private void portsAreFree() {
        settings.ports().all().forEach((who, port) -> {
            if (Ports.isTaken(port)) {
                throw new CannotRun(
                        "port %d, which %s needs, is taken by another program; stop that, or choose other ports with make run PORT_BASE=9000."
                                .formatted(port, who));
            }
        });
    }

    private void startServers() throws InterruptedException {
        PortMap ports = settings.ports();
        Path data = settings.data();
        child(
                "kafka",
                java("-Xmx320m", "-XX:TieredStopAtLevel=1"),
                List.of(
                        LocalKafka.class.getName(),
                        data.resolve("kafka").toString(),
                        String.valueOf(ports.kafka()),
                        String.valueOf(ports.kafkaController())));
        try {
            CompletableFuture.allOf(
                            aside(() -> postgres =
                                    LocalPostgres.kept(data.resolve("postgres"), ports.postgres(), DATABASES)),
                            aside(() -> redis = LocalRedis.start(ports.redis())))
                    .join();
        } catch (CompletionException e) {
            throw new CannotRun("a server does not start (" + e.getCause().getMessage() + ").", e);
        }
        watchRedis();
        require("kafka", () -> Ports.isTaken(ports.kafka()));
    }

    private interface Start {
        void run() throws Exception;
    }

    private static CompletableFuture<Void> aside(Start start) {
        return CompletableFuture.runAsync(() -> {
            try {
                start.run();
            } catch (Exception e) {
                throw new CompletionException(e);
            }
        });
    }

    private void watchRedis() {
        redis.process()
                .ifPresent(process -> process.onExit().thenAccept(dead -> {
                    if (stopping) {
                        return;
                    }
                    System.out.printf("! redis has stopped%s%n", settings.restart() ? "; starting it again" : "");
                    if (settings.restart()) {
                        restartRedis();
                    }
                }));
    }

    private void restartRedis() {
        try {
            redis = LocalRedis.start(settings.ports().redis());
            watchRedis();
            remember();
        } catch (IOException e) {
            System.out.println("! redis does not start again: " + e.getMessage());
        }
    }

    private void startServices() throws IOException, InterruptedException {
        ServiceConfig config = new ServiceConfig(settings, secrets);
        service("identity-service", config.identity());
        service("workspace-service", config.workspace());
        service("token-service", config.token());
        require("identity-service", () -> probe.isReady(settings.ports().identity()));
        require("workspace-service", () -> probe.isReady(settings.ports().workspace()));
        require("token-service", () -> probe.isReady(settings.ports().token()));
    }

    private void service(String name, Path config) {
        Path jar = settings.home().resolve(name).resolve("target/quarkus-app/quarkus-run.jar");
        if (!Files.exists(jar)) {
            throw new CannotRun(name + " is not built; use make run, which builds it.");
        }
        List<String> java = new ArrayList<>(List.of(
                javaCommand(),
                "-XX:+UseSerialGC",
                "-Xms64m",
                "-Xmx256m",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dquarkus.config.locations=" + config,
                "-jar"));
        child(name, java, List.of(jar.toString()));
    }

    private void startGateway() throws IOException, InterruptedException {
        PortMap ports = settings.ports();
        Path config = settings.data().resolve("config/gateway.json");
        PrivateFile.write(
                config,
                new ObjectMapper()
                        .writeValueAsString(new LocalGateway.Settings(
                                ports.gateway(),
                                ports.identity(),
                                ports.workspace(),
                                ports.token(),
                                RunFile.GATEWAY_CLIENT,
                                secrets.gatewaySecret())));
        child("gateway", java("-Xmx96m"), List.of(LocalGateway.class.getName(), config.toString()));
        require("gateway", () -> probe.answers(ports.gateway()));
    }

    private List<String> java(String... flags) {
        List<String> command = new ArrayList<>(List.of(
                javaCommand(),
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(List.of(flags));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        return command;
    }

    private static String javaCommand() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private void child(String name, List<String> java, List<String> arguments) {
        List<String> command = new ArrayList<>(java);
        command.addAll(arguments);
        Path log = settings.data().resolve("logs").resolve(name + ".log");
        Child child = new Child(name, command, settings.home(), log, settings.restart(), this::childStarted);
        children.add(child);
        child.start();
    }

    private void childStarted(Child child) {
        try {
            remember();
        } catch (IOException e) {
            System.out.println("! run.json cannot be written: " + e.getMessage());
        }
    }

    private synchronized void remember() throws IOException {
        List<ProcessHandle> processes = new ArrayList<>(children.stream()
                .filter(Child::isAlive)
                .map(child -> ProcessHandle.of(child.pid()).orElseThrow())
                .toList());
        if (redis != null) {
            redis.process().ifPresent(processes::add);
        }
        leftovers.remember(processes);
        if (announced) {
            runFile.write(children, servers());
        }
    }

    private List<RunFile.Server> servers() {
        Path log = settings.data().resolve("logs/servers.log");
        List<RunFile.Server> servers = new ArrayList<>();
        servers.add(new RunFile.Server("postgres", postgres.pid(), log));
        redis.process().ifPresent(process -> servers.add(new RunFile.Server("redis", process.pid(), log)));
        return servers;
    }

    private void require(String name, java.util.function.BooleanSupplier ready) throws InterruptedException {
        Path log = settings.data().resolve("logs").resolve(name + ".log");
        Child child = children.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        boolean decided = Probe.await(STARTUP, () -> ready.getAsBoolean() || child.deaths() >= MOST_DEATHS_AT_START);
        if (!decided || child.deaths() >= MOST_DEATHS_AT_START) {
            throw new CannotRun(name + " does not come up; its log: " + log);
        }
    }

    private void demoAccount() throws IOException {
        int status = probe.register(settings.ports().gateway(), RunFile.DEMO_EMAIL, secrets.demoPassword());
        if (status != 201 && status != 409) {
            System.out.println("! the demo account cannot be made: the gateway answers " + status);
        }
    }

    /** In the order that loses nothing: first nobody comes in, last what holds the data. */
    private void stop() {
        stopping = true;
        System.out.println("stopping");
        children.reversed().parallelStream()
                .filter(child -> !child.name().equals("kafka"))
                .forEach(Child::stop);
        children.stream().filter(child -> child.name().equals("kafka")).forEach(Child::stop);
        close(redis);
        close(postgres);
        try {
            Files.deleteIfExists(settings.data().resolve("run.json"));
            Files.deleteIfExists(settings.data().resolve("processes"));
        } catch (IOException e) {
            System.out.println("! run.json stays: " + e.getMessage());
        }
        System.out.println("stopped");
    }

    private static void close(AutoCloseable server) {
        try {
            if (server != null) {
                server.close();
            }
        } catch (Exception e) {
            System.out.println("! a server does not stop: " + e.getMessage());
        }
    }
}
