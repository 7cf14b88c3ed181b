package io.latchkey.command;

import io.latchkey.command.Services.Service;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "suspend",
        description = "Suspends an account: its sessions end, its tokens are refused.",
        mixinStandardHelpOptions = true)
class Suspend implements Runnable {
    @Mixin
    Services services;

    @Spec
    CommandSpec spec;

    @Parameters(paramLabel = "ACCOUNT", description = "Id of the account")
    UUID account;

    @Override
    public void run() {
        services.ask("PUT", Service.IDENTITY, "/v1/operations/accounts/" + account + "/suspension");
        spec.commandLine().getOut().println("suspended");
    }
}
