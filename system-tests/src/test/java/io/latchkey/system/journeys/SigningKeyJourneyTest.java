package io.latchkey.system.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latchkey.system.command.OperatorCommand;
import io.latchkey.system.people.Person;
import io.latchkey.system.stack.OnTheStack;
import io.latchkey.system.stack.Stack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** docs/runbooks/rotate-keys.md, step by step. */
@ExtendWith(OnTheStack.class)
class SigningKeyJourneyTest {
    private static final String SIGNING = "latchkey.signing.jwk=";
    private static final String PUBLISHED = "latchkey.signing.published[0]=";

    private final Stack stack;
    private final Path config;

    SigningKeyJourneyTest(Stack stack) {
        this.stack = stack;
        this.config = stack.data().resolve("config").resolve("identity-service.properties");
    }

    @Test
    void nobodyHasToLogInWhileTheKeyThatSignsIsRotated() throws Exception {
        Person ada = Person.registers(stack, "Ada");
        ada.isKnown();
        List<String> before = Files.readAllLines(config);
        String old = startingWith(before.stream(), SIGNING);
        String made = OperatorCommand.run(stack, "keys", "new", "signing").output();
        String fresh = startingWith(made.lines(), SIGNING);
        List<String> others =
                before.stream().filter(line -> !line.startsWith(SIGNING)).toList();

        restartWith(others, SIGNING + old, PUBLISHED + startingWith(made.lines(), PUBLISHED));
        publishes(2);
        ada.does().get("/v1/workspaces").then().statusCode(200);

        restartWith(others, SIGNING + fresh, PUBLISHED + publicHalf(old));
        publishes(2);
        ada.does().get("/v1/workspaces").then().statusCode(200);
        Person grace = Person.registers(stack, "Grace");
        grace.isKnown();
        grace.does().get("/v1/workspaces").then().statusCode(200);

        restartWith(others, SIGNING + fresh);
        publishes(1);
        grace.does().get("/v1/workspaces").then().statusCode(200);
        ada.logsIn();
        ada.does().get("/v1/workspaces").then().statusCode(200);
    }

    private void restartWith(List<String> others, String... more) {
        stack.without("identity-service", () -> {
            try {
                Files.write(
                        config, Stream.concat(others.stream(), Stream.of(more)).toList());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        stack.isReady();
    }

    private void publishes(int keys) {
        Person.anybody(stack)
                .get("/.well-known/jwks.json")
                .then()
                .statusCode(200)
                .body("keys", hasSize(keys));
    }

    private static String startingWith(Stream<String> lines, String setting) {
        List<String> found = lines.filter(line -> line.startsWith(setting)).toList();
        assertThat(found).hasSize(1);
        return found.getFirst().substring(setting.length());
    }

    private static String publicHalf(String jwk) throws IOException {
        ObjectNode key = (ObjectNode) new ObjectMapper().readTree(jwk);
        key.remove("d");
        return key.toString();
    }
}
