package io.latchkey.command;

import io.latchkey.command.Services.Service;
import java.util.UUID;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Whether an account may do anything. */
abstract class Suspension implements Runnable {
    @Mixin
    Services services;

    @Spec
    CommandSpec spec;

    @Parameters(paramLabel = "ACCOUNT", description = "Id of the account")
    UUID account;

    void set(String method, String said) {
        services.ask(method, Service.IDENTITY, "/v1/operations/accounts/" + account + "/suspension");
        spec.commandLine().getOut().println(said);
    }
}
