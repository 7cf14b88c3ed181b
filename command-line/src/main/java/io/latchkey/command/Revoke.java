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
        name = "revoke",
        description = "Revokes a token, or all tokens of an account; in effect in every check when it returns.",
        mixinStandardHelpOptions = true)
class Revoke implements Runnable {
    @Mixin
    Services services;

    @Spec
    CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    What what;

    static class What {
        @Option(names = "--id", paramLabel = "TOKEN", description = "Id of the token; never its value")
        UUID id;

        @Option(names = "--all-of", paramLabel = "ACCOUNT", description = "Id of the account")
        UUID account;
    }

    @Override
    public void run() {
        services.ask(
                "DELETE",
                Service.TOKEN,
                what.id == null
                        ? "/v1/operations/accounts/" + what.account + "/tokens"
                        : "/v1/operations/tokens/" + what.id);
        spec.commandLine().getOut().println("revoked");
    }
}
