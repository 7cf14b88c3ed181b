package io.latchkey.system.bench;

import io.latchkey.system.bench.Load.Result;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Each server in turn, again and again, so that whatever else the machine does befalls all alike. */
final class Rounds {
    private final Map<String, List<Round>> rounds = new LinkedHashMap<>();

    /** @param cpuMicros of the server, a request */
    record Round(Result result, double cpuMicros) {}

    /**
     * @param perSecond requests; the median of all rounds
     * @param spread between the slowest and the fastest round, as a share of the median
     * @param cpuMicros of the server, a request
     */
    record Figures(double perSecond, double spread, double cpuMicros, double p50Micros, double p99Micros) {}

    void run(List<Server> servers, int times, Duration duration) throws IOException {
        for (int i = 0; i < times; i++) {
            for (Server server : servers) {
                rounds.computeIfAbsent(server.name(), name -> new ArrayList<>()).add(round(server, duration));
            }
        }
    }

    static Round round(Server server, Duration duration) throws IOException {
        double before = server.cpuSeconds();
        Result result = server.load().run(duration);
        double cpu = server.cpuSeconds() - before;
        if (result.refused() > 0) {
            throw new IllegalStateException(server.name() + " refused " + result.refused() + " requests");
        }
        return new Round(result, cpu * 1e6 / result.answered());
    }

    boolean includes(String server) {
        return rounds.containsKey(server);
    }

    Figures of(String server) {
        List<Round> all = rounds.get(server);
        double median = median(
                all.stream().mapToDouble(round -> round.result().perSecond()).toArray());
        double least = all.stream()
                .mapToDouble(round -> round.result().perSecond())
                .min()
                .orElseThrow();
        double most = all.stream()
                .mapToDouble(round -> round.result().perSecond())
                .max()
                .orElseThrow();
        return new Figures(
                median,
                (most - least) / median,
                median(all.stream().mapToDouble(Round::cpuMicros).toArray()),
                median(all.stream()
                        .mapToDouble(round -> round.result().p50Micros())
                        .toArray()),
                median(all.stream()
                        .mapToDouble(round -> round.result().p99Micros())
                        .toArray()));
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        java.util.Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
