package io.latchkey.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.latchkey.command.Services.Service;
import java.util.UUID;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "replay",
        description =
                "Tells state once more, as events with new revisions: for a service that has missed some, such as after a dead letter.",
        mixinStandardHelpOptions = true)
class Replay implements Runnable {
    @Mixin
    Services services;

    @Spec
    CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    What what;

    static class What {
        @Option(names = "--workspace-id", paramLabel = "WORKSPACE", description = "Everything of one workspace")
        UUID workspace;

        @Option(names = "--workspaces", description = "Everything of every workspace")
        boolean workspaces;

        @Option(names = "--accounts", description = "Every account")
        boolean accounts;
    }

    @Override
    public void run() {
        if (what.accounts) {
            say(accounts() + " accounts");
        } else if (what.workspaces) {
            say(workspaces() + " workspaces");
        } else {
            workspace(what.workspace.toString());
            say("1 workspace");
        }
    }

    private void say(String sentence) {
        spec.commandLine().getOut().println("replayed: " + sentence);
    }

    private void workspace(String id) {
        services.ask("POST", Service.WORKSPACE, "/v1/operations/workspaces/" + id + "/replay");
    }

    private int workspaces() {
        int replayed = 0;
        String after = "";
        do {
            JsonNode page = services.ask("GET", Service.WORKSPACE, "/v1/operations/workspaces" + after);
            for (JsonNode id : page.path("items")) {
                workspace(id.asText());
                replayed++;
            }
            after = next(page);
        } while (!after.isEmpty());
        return replayed;
    }

    private int accounts() {
        int replayed = 0;
        String after = "";
        do {
            JsonNode page = services.ask("POST", Service.IDENTITY, "/v1/operations/accounts/replay" + after);
            replayed += page.path("items").size();
            after = next(page);
        } while (!after.isEmpty());
        return replayed;
    }

    static String next(JsonNode page) {
        return page.path("next").isTextual() ? "?after=" + page.path("next").asText() : "";
    }
}
