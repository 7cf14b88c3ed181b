package io.latchkey.command;

import io.latchkey.command.Services.Service;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "resume",
        description = "Resumes a suspended account: its tokens work again.",
        mixinStandardHelpOptions = true)
class Resume implements Runnable {
    @Mixin
    Services services;

    @Spec
    CommandSpec spec;

    @Parameters(paramLabel = "ACCOUNT", description = "Id of the account")
    UUID account;

    @Override
    public void run() {
        services.ask("DELETE", Service.IDENTITY, "/v1/operations/accounts/" + account + "/suspension");
        spec.commandLine().getOut().println("active");
    }
}
