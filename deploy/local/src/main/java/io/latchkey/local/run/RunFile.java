package io.latchkey.local.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;

/** {@code run.json}: where the running stack is, for scripts. Holds secrets, so it is private. */
final class RunFile {
    static final String CHECK_CLIENT = "checker";
    static final String GATEWAY_CLIENT = "gateway";
    static final String DEMO_EMAIL = "demo@example.com";

    private final Path file;
    private final PortMap ports;
    private final Secrets secrets;

    RunFile(Path file, PortMap ports, Secrets secrets) {
        this.file = file;
        this.ports = ports;
        this.secrets = secrets;
    }

    /** A server that is not a process of its own to us. */
    record Server(String name, long pid, Path log) {}

    void write(Collection<Child> children, Collection<Server> servers) throws IOException {
        ObjectNode run = new ObjectMapper().createObjectNode();
        run.put("gateway", http(ports.gateway()));
        run.put("identity", http(ports.identity()));
        run.put("token", http(ports.token()));
        run.putNull("tokenGrpc");
        run.put("workspace", http(ports.workspace()));
        run.put("postgres", "postgresql://postgres@127.0.0.1:" + ports.postgres());
        run.put("kafka", "127.0.0.1:" + ports.kafka());
        run.put("redis", "redis://127.0.0.1:" + ports.redis());
        run.putNull("mail");
        run.putObject("checkClient").put("id", CHECK_CLIENT).put("secret", secrets.checkSecret());
        run.putObject("gatewayClient").put("id", GATEWAY_CLIENT).put("secret", secrets.gatewaySecret());
        run.putObject("demo").put("email", DEMO_EMAIL).put("password", secrets.demoPassword());
        var processes = run.putArray("processes");
        for (Child child : children) {
            if (child.isAlive()) {
                add(processes.addObject(), child.name(), child.pid(), child.log());
            }
        }
        for (Server server : servers) {
            add(processes.addObject(), server.name(), server.pid(), server.log());
        }
        PrivateFile.write(file, run.toPrettyString() + "\n");
    }

    private static void add(ObjectNode process, String name, long pid, Path log) {
        process.put("name", name).put("pid", pid).put("log", log.toString());
    }

    private static String http(int port) {
        return "http://127.0.0.1:" + port;
    }
}
