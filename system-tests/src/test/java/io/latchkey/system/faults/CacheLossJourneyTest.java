package io.latchkey.system.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.latchkey.system.people.Checker;
import io.latchkey.system.people.Checker.Ask;
import io.latchkey.system.people.Person;
import io.latchkey.system.stack.OnTheStack;
import io.latchkey.system.stack.Stack;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnTheStack.class)
class CacheLossJourneyTest {
    private static final int CHECKS = 300;

    private final Stack stack;
    private final Checker checker;
    private Ask good;
    private Ask revoked;

    CacheLossJourneyTest(Stack stack) {
        this.stack = stack;
        this.checker = new Checker(stack);
    }

    @BeforeEach
    void aGoodAndARevokedToken() {
        Person ada = Person.registers(stack, "Ada");
        String workspace = ada.firstWorkspace();
        good = Ask.token(ada.personalToken()).in(workspace).may("reports");
        String apiUser = ada.createsApiUser(workspace, Map.of("name", "Export", "permissions", List.of("reports")));
        revoked = Ask.token(ada.tokenOf(apiUser)).in(workspace).may("reports");
        checker.sees(good, "allowed");
        checker.sees(revoked, "allowed");
        ada.does().delete("/v1/workspaces/" + workspace + "/api-users/" + apiUser);
        checker.sees(revoked, "revoked");
    }

    @Test
    void anEmptiedRedisChangesNoVerdict() throws IOException {
        assertThat(redis("FLUSHALL")).isEqualTo("+OK");

        for (int i = 0; i < CHECKS; i++) {
            checker.finds(good, "allowed");
            checker.finds(revoked, "revoked");
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> redis("EXISTS epoch").equals(":1"));
        checker.finds(good, "allowed");
        checker.finds(revoked, "revoked");
    }

    @Test
    void aDeadRedisChangesNoVerdict() {
        stack.without("redis", () -> {
            for (int i = 0; i < CHECKS; i++) {
                checker.finds(good, "allowed");
                checker.finds(revoked, "revoked");
            }
        });

        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> redis("EXISTS epoch").equals(":1"));
        checker.finds(good, "allowed");
        checker.finds(revoked, "revoked");
    }

    private String redis(String command) throws IOException {
        URI server = URI.create(stack.value("/redis"));
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(5000);
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            byte[] answer = new byte[256];
            int length = socket.getInputStream().read(answer);
            return new String(answer, 0, length, StandardCharsets.US_ASCII).strip();
        }
    }
}
