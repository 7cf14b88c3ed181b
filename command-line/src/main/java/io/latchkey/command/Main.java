package io.latchkey.command;

import io.quarkus.picocli.runtime.PicocliCommandLineFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import picocli.CommandLine;

/** A failure is one sentence, not a stack trace. */
@ApplicationScoped
class Main {
    @Produces
    CommandLine commandLine(PicocliCommandLineFactory factory) {
        return factory.create()
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    if (failure instanceof Failure told) {
                        command.getErr().println(told.getMessage());
                        return told.exitCode();
                    }
                    throw failure;
                });
    }
}
