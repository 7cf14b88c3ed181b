package io.latchkey.system.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What a service takes of the machine, as the operating system and the JDK's own tools have it. */
final class Taken {
    private static final Path TOOLS = Path.of(System.getProperty("java.home"), "bin");
    /** Columns of {@code jstat -gc} that are kilobytes in use: two survivors', Eden's, the old generation's. */
    private static final int[] IN_USE = {2, 3, 5, 7};

    private final String pid;

    Taken(ProcessHandle process) {
        this.pid = String.valueOf(process.pid());
    }

    double residentMiB() throws IOException {
        return status("VmRSS:") / 1024;
    }

    double threads() throws IOException {
        return status("Threads:");
    }

    double openFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc", pid, "fd"))) {
            return files.count();
        }
    }

    /** What is left once garbage is collected. */
    double heapMiB() throws IOException {
        said("jcmd", pid, "GC.run");
        String[] columns =
                said("jstat", "-gc", pid).lines().toList().get(1).strip().split("\\s+");
        double kilobytes = 0;
        for (int column : IN_USE) {
            kilobytes += Double.parseDouble(columns[column]);
        }
        return kilobytes / 1024;
    }

    private double status(String line) throws IOException {
        return Files.readAllLines(Path.of("/proc", pid, "status")).stream()
                .filter(one -> one.startsWith(line))
                .mapToDouble(one -> Double.parseDouble(one.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElseThrow();
    }

    private static String said(String tool, String... arguments) throws IOException {
        Process process = new ProcessBuilder(
                        Stream.concat(Stream.of(TOOLS.resolve(tool).toString()), Stream.of(arguments))
                                .toList())
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
