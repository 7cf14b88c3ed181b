package io.latchkey.system.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.latchkey.system.stack.OnTheStack;
import io.latchkey.system.stack.Stack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What {@code make run} says when it cannot. */
@ExtendWith(OnTheStack.class)
class RunCommandTest {
    private final Stack stack;

    RunCommandTest(Stack stack) {
        this.stack = stack;
    }

    @Test
    void aSecondStartIsRefusedInOneSentence() throws Exception {
        assertThat(output(Stack.command(stack.data(), stack.portBase())))
                .startsWith("Latchkey cannot start: it is running already")
                .hasLineCount(1);
        stack.isReady();
    }

    @Test
    void aTakenPortIsNamed(@TempDir Path data) throws Exception {
        assertThat(output(Stack.command(data, stack.portBase())))
                .startsWith("Latchkey cannot start: port " + stack.portBase() + ", which gateway needs, is taken")
                .hasLineCount(1);
        stack.isReady();
    }

    @Test
    void aPortThatIsNoneIsRefused(@TempDir Path data) throws Exception {
        ProcessBuilder command = Stack.command(data, 0);

        assertThat(output(command))
                .startsWith("Latchkey cannot start: PORT_BASE must be a number from 1024 to 64000")
                .hasLineCount(1);
    }

    private static String output(ProcessBuilder command) throws IOException, InterruptedException {
        Process process = command.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        return output;
    }
}
