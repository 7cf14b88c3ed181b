package io.latchkey.command;

import io.quarkus.picocli.runtime.annotations.TopCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@TopCommand
@Command(
        name = "latchkey",
        description = "Operates Latchkey.",
        mixinStandardHelpOptions = true,
        version = "0.1.0",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:refused, or not as it should be", "2:not understood", "3:a service does not answer"
        },
        subcommands = {
            Suspend.class,
            EndSessions.class,
            Resume.class,
            Revoke.class,
            Refill.class,
            Reconcile.class,
            Replay.class,
            Keys.class,
            Audit.class,
            Lag.class,
            Owner.class,
            CommandLine.HelpCommand.class
        })
class Latchkey implements Runnable {
    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do");
    }
}
