package io.latchkey.command;

import io.latchkey.command.Services.Service;
import java.util.Map;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "give-organization",
        description = "Gives an organization another owner, such as one whose owner's account is deleted.",
        mixinStandardHelpOptions = true)
class Owner implements Runnable {
    @Mixin
    Services services;

    @Spec
    CommandSpec spec;

    @Parameters(index = "0", paramLabel = "ORGANIZATION", description = "Id of the organization")
    UUID organization;

    @Parameters(index = "1", paramLabel = "EMAIL", description = "Address of somebody who has registered")
    String email;

    @Override
    public void run() {
        services.ask(
                "PUT",
                Service.WORKSPACE,
                "/v1/operations/organizations/" + organization + "/owner",
                Map.of("email", email));
        spec.commandLine().getOut().println("given");
    }
}
