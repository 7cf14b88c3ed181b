package io.latchkey.command;

import io.latchkey.command.Services.Service;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "lag",
        description = "Shows what is on its way: events not sent, events not read, workspaces behind the catalogue.",
        mixinStandardHelpOptions = true)
class Lag implements Runnable {
    private static final Map<String, String> METRICS = new LinkedHashMap<>();

    static {
        METRICS.put("latchkey_outbox_unsent", "events that Kafka has not acknowledged");
        METRICS.put("latchkey_outbox_oldest_seconds", "seconds that the oldest of them has waited");
        METRICS.put(
                "kafka_consumer_fetch_manager_records_lag_max",
                "events not read yet, of the partition furthest behind");
        METRICS.put("latchkey_dead_letters_total", "events that nobody could apply");
        METRICS.put("latchkey_cache_complete", "1 while checks are answered from Redis");
        METRICS.put("latchkey_catalogue_behind", "workspaces behind the permission catalogue");
    }

    @Mixin
    Services services;

    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        for (Service service : Service.values()) {
            String metrics = services.metrics(service);
            METRICS.entrySet()
                    .forEach(metric -> spec.commandLine()
                            .getOut()
                            .print(Metric.row(service.text() + "-service", metric, metrics)));
        }
        spec.commandLine().getOut().flush();
    }
}
