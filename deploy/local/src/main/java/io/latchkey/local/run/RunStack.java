package io.latchkey.local.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.latchkey.local.gateway.LocalGateway;
import io.latchkey.local.servers.LocalKafka;
import io.latchkey.local.servers.LocalMail;
import io.latchkey.local.servers.LocalPostgres;
import io.latchkey.local.servers.LocalRedis;
import io.latchkey.local.servers.Ports;
import io.latchkey.local.servers.ServerProcess;
import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** Behind {@code make run}: the whole system on one machine, from nothing, until it is told to stop. */
public final class RunStack {
    /** After that the gateway gives up a service that it has asked. */
    private static final Duration SERVICE_SILENCE = Duration.ofSeconds(20);

    /** For a child that is told to end. */
    private static final Duration GRACE = Duration.ofSeconds(20);
    /** Where it writes down what it has learned, beside others that do. */
    private static final Duration LONG_GRACE = Duration.ofMinutes(4);

    private static final Duration STARTUP = Duration.ofSeconds(120);
    private static final int MOST_DEATHS_AT_START = 3;
    private static final List<String> DATABASES = List.of("identity", "workspace", "token");
    private static final Set<String> STORES = Set.of("kafka", "postgres", "redis");
    /** Of a JVM that only keeps a server that is not one; the first on a machine unpacks PostgreSQL in memory. */
    private static final List<String> KEEPER = List.of(
            "-Xmx128m",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=info",
            "-Dorg.slf4j.simpleLogger.log.io.latchkey=debug");

    private final Settings settings;
    private final DataFolder data;
    private final PortMap ports;
    private final Secrets secrets;
    private final RunFile runFile;
    private final Leftovers leftovers;
    private final Probe probe = new Probe();
    private final List<Child> children = new CopyOnWriteArrayList<>();
    private final Optional<ProcessHandle> starter = ProcessHandle.current().parent();
    private final long started = System.nanoTime();
    private boolean announced;

    private RunStack(Settings settings) throws IOException {
        this.settings = settings;
        this.data = settings.data();
        this.ports = settings.ports();
        this.secrets = Secrets.load(data.secrets());
        this.leftovers = data.leftovers();
        this.runFile = new RunFile(data.runFile(), ports, secrets);
    }

    public static void main(String[] arguments) throws Exception {
        FileLock lock = null;
        try {
            Settings settings = Settings.of(System.getenv());
            lock = settings.data().claim(settings.fresh());
            RunStack stack = new RunStack(settings);
            Runtime.getRuntime().addShutdownHook(new Thread(stack::stop, "stop"));
            stack.start();
            stack.watch();
        } catch (CannotRun e) {
            System.out.println("Latchkey cannot start: " + e.getMessage());
            System.exit(1);
        } finally {
            if (lock != null) {
                lock.close();
            }
        }
    }

    private void start() throws IOException, InterruptedException {
        portsAreFree();
        say("starting PostgreSQL, Kafka, Redis and a mail server");
        startServers();
        say("starting identity-service, workspace-service and token-service");
        startServices();
        say("starting the gateway");
        startGateway();
        demoAccount();
        announced = true;
        remember();
        System.out.print(Welcome.text(ports, secrets, data.path(), seconds()));
        System.out.flush();
    }

    private void say(String step) {
        System.out.printf("[%4.1f s] %s%n", seconds(), step);
    }

    private double seconds() {
        return (System.nanoTime() - started) / 1e9;
    }

    private void portsAreFree() {
        ports.all().forEach((who, port) -> {
            if (Ports.isTaken(port)) {
                throw new CannotRun(
                        "port %d, which %s needs, is taken by another program; stop that, or choose other ports with make run PORT_BASE=9000."
                                .formatted(port, who));
            }
        });
    }

    private void startServers() throws InterruptedException {
        child(
                "kafka",
                Commands.local(
                        List.of("-Xmx320m"), LocalKafka.class, data.kafka(), ports.kafka(), ports.kafkaController()));
        child("postgres", Commands.local(KEEPER, LocalPostgres.class, data.postgres(), ports.postgres()));
        child("redis", Commands.local(KEEPER, LocalRedis.class, ports.redis()));
        child(
                "mail",
                Commands.local(
                        List.of("-Xmx64m", "-Dorg.slf4j.simpleLogger.log.com.icegreen=warn"),
                        LocalMail.class,
                        ports.smtp(),
                        ports.mail()));
        require("postgres", () -> LocalPostgres.prepare(ports.postgres(), DATABASES));
        require("redis", () -> Ports.isTaken(ports.redis()));
        require("mail", () -> Ports.isTaken(ports.mail()));
        require("kafka", () -> Ports.isTaken(ports.kafka()));
    }

    private void startServices() throws IOException, InterruptedException {
        ServiceConfig config = new ServiceConfig(settings, secrets);
        service("identity-service", config.identity());
        service("workspace-service", config.workspace());
        service("token-service", config.token());
        require("identity-service", () -> probe.isReady(ports.identity()));
        require("workspace-service", () -> probe.isReady(ports.workspace()));
        require("token-service", () -> probe.isReady(ports.token()));
    }

    private void service(String name, Path config) {
        child(name, Commands.service(settings.home(), name, config, settings.records()));
    }

    private void startGateway() throws IOException, InterruptedException {
        Path config = data.config("gateway.json");
        PrivateFile.write(
                config,
                new ObjectMapper()
                        .writeValueAsString(new LocalGateway.Settings(
                                ports.gateway(),
                                ports.identity(),
                                ports.workspace(),
                                ports.token(),
                                SERVICE_SILENCE.toMillis(),
                                RunFile.GATEWAY_CLIENT,
                                secrets.gatewaySecret())));
        child("gateway", Commands.local(List.of("-Xmx96m"), LocalGateway.class, config));
        require("gateway", () -> probe.answers(ports.gateway()));
    }

    private void child(String name, List<String> command) {
        Child child = new Child(
                name,
                command,
                settings.home(),
                data.log(name),
                settings.restart(),
                settings.records() ? LONG_GRACE : GRACE);
        children.add(child);
        child.start();
        remember();
    }

    /** Until it is told to stop, or whoever started it is gone; what is started again has another process id. */
    private void watch() throws InterruptedException {
        while (starter.map(ProcessHandle::isAlive).orElse(true)) {
            TimeUnit.SECONDS.sleep(1);
            remember();
        }
        System.exit(0);
    }

    private void remember() {
        try {
            data.leftovers().remember(children.stream().flatMap(Child::process).toList());
            if (announced) {
                runFile.write(running());
            }
        } catch (IOException e) {
            System.out.println("! run.json cannot be written: " + e.getMessage());
        }
    }

    private List<RunFile.Running> running() throws IOException {
        List<RunFile.Running> running = new ArrayList<>();
        for (Child child : children) {
            for (ProcessHandle process : child.process().toList()) {
                running.add(new RunFile.Running(
                        child.name(), serving(child.name(), process).pid(), child.log()));
            }
        }
        return running;
    }

    private ProcessHandle serving(String name, ProcessHandle process) throws IOException {
        Optional<ProcessHandle> server = switch (name) {
            // pg_ctl starts it and goes, so it is nobody's child.
            case "postgres" -> LocalPostgres.running(data.postgres());
            case "redis" -> ServerProcess.under(process);
            default -> Optional.empty();
        };
        return server.orElse(process);
    }

    private void require(String name, BooleanSupplier ready) throws InterruptedException {
        Child child = children.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        boolean decided = Probe.await(STARTUP, () -> ready.getAsBoolean() || child.deaths() >= MOST_DEATHS_AT_START);
        if (!decided || child.deaths() >= MOST_DEATHS_AT_START) {
            throw new CannotRun(name + " does not come up; its log: " + child.log());
        }
    }

    /** On a machine that is busy the first try may take too long, and be done all the same. */
    private void demoAccount() throws InterruptedException {
        AtomicInteger status = new AtomicInteger();
        Probe.await(STARTUP, () -> {
            status.set(probe.register(ports.gateway(), RunFile.DEMO_EMAIL, secrets.demoPassword()));
            return status.get() > 0 && status.get() < 500;
        });
        if (status.get() != 201 && status.get() != 409) {
            System.out.println("! the demo account cannot be made: the gateway answers " + status);
        }
    }

    /** In the order that loses nothing: first nobody comes in, last what holds the data. */
    private void stop() {
        if (children.isEmpty()) {
            return;
        }
        System.out.println("stopping");
        children.parallelStream()
                .filter(child -> !STORES.contains(child.name()))
                .forEach(Child::stop);
        children.parallelStream().filter(child -> STORES.contains(child.name())).forEach(Child::stop);
        try {
            Files.deleteIfExists(data.runFile());
            leftovers.forget();
        } catch (IOException e) {
            System.out.println("! run.json stays: " + e.getMessage());
        }
        System.out.println("stopped");
    }
}
