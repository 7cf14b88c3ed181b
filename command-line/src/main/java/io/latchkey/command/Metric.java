package io.latchkey.command;

import java.util.Map;

/** What is read off the services' metrics, and what it is called here. */
final class Metric {
    private Metric() {}

    /** The sum over all of its labels; NaN where there is none of that name. */
    static double value(String metrics, String name) {
        return metrics.lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .mapToDouble(Double::parseDouble)
                .reduce(Double::sum)
                .orElse(Double.NaN);
    }

    /** As a row of a table; nothing where there is no such metric. */
    static String row(String service, Map.Entry<String, String> metric, String metrics) {
        double value = value(metrics, metric.getKey());
        return Double.isNaN(value) ? "" : "%-20s %-44s %12.3f%n".formatted(service, metric.getValue(), value);
    }
}
