package io.latchkey.system.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Bars beside one another, as SVG, for the documentation. */
final class Chart {
    private static final int WIDTH = 760;
    private static final int LABELS = 260;
    private static final int ROW = 30;
    private static final int TOP = 40;
    private static final int VALUES = 90;

    private Chart() {}

    /** @param bars values by label, in their order */
    static void write(Path file, String title, Map<String, Double> bars) throws IOException {
        double most = bars.values().stream().mapToDouble(value -> value).max().orElse(1);
        int height = TOP + bars.size() * ROW + 10;
        StringBuilder svg = new StringBuilder("""
                <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" font-family="sans-serif" font-size="13">
                <rect width="100%%" height="100%%" fill="#fff"/>
                <text x="10" y="22" font-weight="bold">%s</text>
                """.formatted(WIDTH, height, title));
        int y = TOP;
        for (Map.Entry<String, Double> bar : bars.entrySet()) {
            long length = Math.round((WIDTH - LABELS - VALUES) * bar.getValue() / most);
            svg.append("""
                    <text x="%d" y="%d" text-anchor="end">%s</text>
                    <rect x="%d" y="%d" width="%d" height="18" fill="#3a6ea5"/>
                    <text x="%d" y="%d">%,.0f</text>
                    """.formatted(
                    LABELS - 10, y + 14, bar.getKey(), LABELS, y, length, LABELS + length + 8, y + 14, bar.getValue()));
            y += ROW;
        }
        Files.writeString(file, svg.append("</svg>\n"));
    }
}
