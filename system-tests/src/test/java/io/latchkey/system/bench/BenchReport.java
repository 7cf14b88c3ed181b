package io.latchkey.system.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.latchkey.system.bench.Rounds.Figures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tables to read, and the same as JSON. */
final class BenchReport {
    private static final String LINE = "%-34s %12s %8s %14s %12s %10s %10s%n";

    private final Map<String, Object> figures = new LinkedHashMap<>();
    private final List<Map<String, Object>> servers = new ArrayList<>();

    void figure(String name, double value) {
        figures.put(name, rounded(value));
        System.out.printf("%s: %s%n", name, rounded(value));
    }

    void server(Server server, Figures measured) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("server", server.name());
        row.put("requestsPerSecond", Math.round(measured.perSecond()));
        row.put("spread", rounded(measured.spread()));
        row.put("checksPerSecond", Math.round(measured.perSecond() * server.each()));
        row.put("cpuMicrosPerRequest", rounded(measured.cpuMicros()));
        row.put("p50Micros", Math.round(measured.p50Micros()));
        row.put("p99Micros", Math.round(measured.p99Micros()));
        servers.add(row);
    }

    private static double rounded(double value) {
        return Double.isNaN(value) ? value : Double.parseDouble("%.3g".formatted(value));
    }

    String table() {
        StringBuilder table = new StringBuilder(
                LINE.formatted("server", "requests/s", "spread", "checks/s", "CPU us", "p50 us", "p99 us"));
        servers.forEach(row -> table.append(LINE.formatted(row.values().toArray())));
        return table.toString();
    }

    /** Requests a second of the servers, as a picture. */
    void chart(Path file) throws IOException {
        Map<String, Double> bars = new LinkedHashMap<>();
        servers.forEach(
                row -> bars.put(row.get("server").toString(), ((Number) row.get("requestsPerSecond")).doubleValue()));
        Chart.write(file, "Requests a second, 32 connections, client and server on 2 cores", bars);
    }

    void write(Path file) throws IOException {
        Map<String, Object> all = new LinkedHashMap<>(figures);
        all.put("servers", servers);
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), all);
    }
}
