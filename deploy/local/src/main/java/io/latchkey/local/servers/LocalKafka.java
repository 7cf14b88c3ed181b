package io.latchkey.local.servers;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/** A real Kafka broker (KRaft, one node) in this JVM; keeps its data folder. */
public final class LocalKafka implements AutoCloseable {
    private static final String NODE = "1";

    private final KafkaRaftServer server;
    private final int port;

    private LocalKafka(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
    }

    public static LocalKafka start(Path data, int port, int controllerPort) throws Exception {
        Files.createDirectories(data);
        if (!Files.exists(data.resolve("meta.properties"))) {
            format(data);
        }
        Properties settings = new Properties();
        settings.putAll(settings(data, port, controllerPort));
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings), Time.SYSTEM);
        server.startup();
        return new LocalKafka(server, port);
    }

    /** The broker as a process of its own: {@code <data folder> <port> <controller port>}. */
    public static void main(String[] arguments) throws Exception {
        LocalKafka kafka = start(Path.of(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        Runtime.getRuntime().addShutdownHook(new Thread(kafka::close));
        kafka.server.awaitShutdown();
    }

    private static void format(Path data) throws Exception {
        new Formatter()
                .setNodeId(Integer.parseInt(NODE))
                .setClusterId(Uuid.randomUuid().toString())
                .setDirectories(List.of(data.toString()))
                .setMetadataLogDirectory(data.toString())
                .setControllerListenerName("CONTROLLER")
                .setIgnoreFormatted(true)
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .run();
    }

    private static Map<String, String> settings(Path data, int port, int controllerPort) {
        return Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", NODE),
                Map.entry("controller.quorum.voters", NODE + "@127.0.0.1:" + controllerPort),
                Map.entry(
                        "listeners",
                        "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(port, controllerPort)),
                Map.entry("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port),
                Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry("inter.broker.listener.name", "PLAINTEXT"),
                Map.entry("log.dirs", data.toString()),
                // Topics are made on purpose, with the partitions they need; a misspelt one must not spring up.
                Map.entry("auto.create.topics.enable", "false"),
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("offsets.topic.num.partitions", "1"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"),
                Map.entry("transaction.state.log.num.partitions", "1"),
                Map.entry("share.coordinator.state.topic.replication.factor", "1"),
                Map.entry("share.coordinator.state.topic.num.partitions", "1"),
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                Map.entry("num.network.threads", "1"),
                Map.entry("num.io.threads", "2"),
                Map.entry("log.cleaner.dedupe.buffer.size", "2097152"),
                Map.entry("log.cleaner.threads", "1"),
                Map.entry("background.threads", "2"),
                // A broker that was killed may register again after 2 s, not 9 s.
                Map.entry("broker.session.timeout.ms", "2000"),
                Map.entry("broker.heartbeat.interval.ms", "500"),
                Map.entry("controller.quorum.election.timeout.ms", "200"),
                Map.entry("controller.quorum.election.backoff.max.ms", "100"));
    }

    public String bootstrap() {
        return "127.0.0.1:" + port;
    }

    /** A broker for tests, in a folder of its own. */
    public static LocalKafka throwAway() throws Exception {
        return start(temporary(), Ports.free(), Ports.free());
    }

    private static Path temporary() throws IOException {
        Path folder = Files.createTempDirectory("latchkey-kafka");
        folder.toFile().deleteOnExit();
        return folder;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
