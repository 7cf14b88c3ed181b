package io.latchkey.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.latchkey.command.Services.Service;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "reconcile-cache",
        description = "Compares Redis with PostgreSQL and puts right what differs; 1 where anything did.",
        mixinStandardHelpOptions = true)
class Reconcile implements Callable<Integer> {
    @Mixin
    Services services;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() {
        JsonNode result = services.ask("POST", Service.TOKEN, "/v1/operations/cache/reconciliation");
        long differences = result.path("differences").asLong();
        spec.commandLine()
                .getOut()
                .printf("%d compared, %d differed%n", result.path("compared").asLong(), differences);
        return differences == 0 ? 0 : Failure.REFUSED;
    }
}
