package io.latchkey.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.latchkey.command.Services.Service;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "verify-audit",
        description = "Goes along the chain of every audit log; exit code 1 where one is not as it was written.",
        mixinStandardHelpOptions = true)
class Audit implements Callable<Integer> {
    @Mixin
    Services services;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() {
        int logs = 0;
        int broken = 0;
        long entries = 0;
        String after = "";
        do {
            JsonNode page = services.ask("GET", Service.WORKSPACE, "/v1/operations/audit-logs" + after);
            for (JsonNode log : page.path("items")) {
                logs++;
                entries += log.path("entries").asLong();
                if (!log.path("intact").asBoolean()) {
                    broken++;
                    say("log %s is broken at entry %s"
                            .formatted(
                                    log.path("log").asText(),
                                    log.path("brokenAt").asText()));
                }
            }
            after = Replay.next(page);
        } while (!after.isEmpty());
        say("%d logs, %d entries, %d broken".formatted(logs, entries, broken));
        return broken == 0 ? 0 : Failure.REFUSED;
    }

    private void say(String sentence) {
        spec.commandLine().getOut().println(sentence);
    }
}
