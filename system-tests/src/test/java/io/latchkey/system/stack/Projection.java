package io.latchkey.system.stack;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** What token-service keeps of what the others have told. */
public final class Projection {
    /** As whose it consumes. */
    public static final List<String> GROUPS = List.of("token-service.access", "token-service.accounts");

    private Projection() {}

    /** All of it, and how far it has read, so that it reads the topics from their start. While it does not run. */
    public static void isLost(Stack stack) {
        forgetOffsets(stack.value("/kafka"));
        emptyTables(URI.create(stack.value("/postgres")));
        emptyRedis(URI.create(stack.value("/redis")));
    }

    private static void forgetOffsets(String kafka) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
            // Until the broker has noticed that nobody reads any more.
            GROUPS.forEach(group -> await().atMost(Duration.ofSeconds(60)).until(() -> isGone(admin, group)));
        }
    }

    private static boolean isGone(Admin admin, String group) throws InterruptedException {
        try {
            admin.deleteConsumerGroups(List.of(group)).all().get();
            return true;
        } catch (ExecutionException e) {
            return e.getCause() instanceof GroupIdNotFoundException;
        }
    }

    private static void emptyTables(URI postgres) {
        String address = "jdbc:postgresql://" + postgres.getHost() + ":" + postgres.getPort() + "/token";
        try (Connection connection = DriverManager.getConnection(address, postgres.getUserInfo(), "");
                Statement statement = connection.createStatement()) {
            statement.execute("truncate scope, device, workspace, scope_loss, cache_state");
        } catch (SQLException e) {
            throw new IllegalStateException("the tables cannot be emptied", e);
        }
    }

    private static void emptyRedis(URI redis) {
        try (Socket socket = new Socket(redis.getHost(), redis.getPort())) {
            socket.getOutputStream().write("FLUSHALL\r\n".getBytes(StandardCharsets.US_ASCII));
            if (socket.getInputStream().read() != '+') {
                throw new IllegalStateException("Redis cannot be emptied");
            }
        } catch (IOException e) {
            throw new IllegalStateException("Redis cannot be emptied", e);
        }
    }
}
