package io.latchkey.command;

import io.latchkey.command.Services.Service;
import java.util.UUID;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "end-sessions",
        description = "Logs an account, or everybody, out everywhere; they can log in again.",
        mixinStandardHelpOptions = true)
class EndSessions implements Runnable {
    @Mixin
    Services services;

    @Spec
    CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    Whose whose;

    static class Whose {
        @Option(names = "--of", paramLabel = "ACCOUNT", description = "Id of the account")
        UUID account;

        @Option(names = "--of-everybody", description = "Of all accounts")
        boolean everybody;
    }

    @Override
    public void run() {
        services.ask(
                "DELETE",
                Service.IDENTITY,
                whose.everybody ? "/v1/operations/sessions" : "/v1/operations/accounts/" + whose.account + "/sessions");
        spec.commandLine().getOut().println("ended");
    }
}
