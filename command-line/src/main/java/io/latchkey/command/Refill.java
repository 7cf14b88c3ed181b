package io.latchkey.command;

import io.latchkey.command.Services.Service;
import java.time.Duration;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "refill-cache",
        description = "Has Redis filled from PostgreSQL once more; checks go on meanwhile.",
        mixinStandardHelpOptions = true)
class Refill implements Runnable {
    private static final Duration STEP = Duration.ofMillis(500);

    @Mixin
    Services services;

    @Spec
    CommandSpec spec;

    @Option(
            names = "--wait",
            description = "Until it is complete, so long at most (ISO 8601; ${DEFAULT-VALUE})",
            defaultValue = "PT10M")
    Duration patience;

    @Override
    public void run() {
        services.ask("POST", Service.TOKEN, "/v1/operations/cache/refill");
        spec.commandLine().getOut().println("filling");
        Instant until = Instant.now().plus(patience);
        boolean begun = false;
        while (Instant.now().isBefore(until)) {
            boolean complete = services.ask("GET", Service.TOKEN, "/v1/operations/cache")
                    .path("complete")
                    .asBoolean();
            if (begun && complete) {
                spec.commandLine().getOut().println("complete");
                return;
            }
            begun = begun || !complete;
            Pause.of(STEP);
        }
        throw new Failure(Failure.REFUSED, "not complete after " + patience);
    }
}
