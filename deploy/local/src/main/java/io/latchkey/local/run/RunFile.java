package io.latchkey.local.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** {@code run.json}: where the running stack is, for scripts. Holds secrets, so it is private. */
final class RunFile {
    static final String CHECK_CLIENT = "checker";
    static final String OPERATOR = "operator";
    static final String GATEWAY_CLIENT = "gateway";
    static final String DEMO_EMAIL = "demo@example.com";

    private final Path file;
    private final PortMap ports;
    private final Secrets secrets;
    private ObjectNode written;

    RunFile(Path file, PortMap ports, Secrets secrets) {
        this.file = file;
        this.ports = ports;
        this.secrets = secrets;
    }

    /** A process that does the work: the server itself, where a JVM of ours only keeps it. */
    record Running(String name, long pid, Path log) {}

    void write(List<Running> running) throws IOException {
        ObjectNode run = new ObjectMapper().createObjectNode();
        run.put("gateway", http(ports.gateway()));
        run.put("identity", http(ports.identity()));
        run.put("token", http(ports.token()));
        run.put("tokenGrpc", "127.0.0.1:" + ports.tokenGrpc());
        run.put("workspace", http(ports.workspace()));
        run.put("postgres", "postgresql://postgres@127.0.0.1:" + ports.postgres());
        run.put("kafka", "127.0.0.1:" + ports.kafka());
        run.put("redis", "redis://127.0.0.1:" + ports.redis());
        run.put("mail", http(ports.mail()));
        run.put("smtp", "127.0.0.1:" + ports.smtp());
        run.putObject("checkClient").put("id", CHECK_CLIENT).put("secret", secrets.checkSecret());
        run.putObject("gatewayClient").put("id", GATEWAY_CLIENT).put("secret", secrets.gatewaySecret());
        run.putObject("operator").put("id", OPERATOR).put("secret", secrets.operatorSecret());
        run.putObject("demo").put("email", DEMO_EMAIL).put("password", secrets.demoPassword());
        var processes = run.putArray("processes");
        for (Running one : running) {
            processes
                    .addObject()
                    .put("name", one.name())
                    .put("pid", one.pid())
                    .put("log", one.log().toString());
        }
        if (!run.equals(written)) {
            PrivateFile.write(file, run.toPrettyString() + "\n");
            written = run;
        }
    }

    private static String http(int port) {
        return "http://127.0.0.1:" + port;
    }
}
