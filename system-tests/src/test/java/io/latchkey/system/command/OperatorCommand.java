package io.latchkey.system.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.latchkey.system.stack.Stack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code latchkey}, as an operator of the stack runs it. */
public final class OperatorCommand {
    private static final Path JAR = Path.of("..", "command-line", "target", "latchkey.jar");

    private OperatorCommand() {}

    /** @param output of both kinds */
    public record Ran(int exitCode, String output) {}

    public static Ran run(Stack stack, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", JAR.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .put("LATCHKEY_RUN_FILE", stack.data().resolve("run.json").toString());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ran(process.exitValue(), output);
    }
}
