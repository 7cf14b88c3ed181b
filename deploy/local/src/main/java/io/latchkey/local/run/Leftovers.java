package io.latchkey.local.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Processes that outlived a supervisor which was killed. Each is known by its pid and the moment it started. */
final class Leftovers {
    private final Path file;
    private List<String> written = List.of();

    Leftovers(Path file) {
        this.file = file;
    }

    void remember(List<ProcessHandle> processes) throws IOException {
        List<String> lines = processes.stream()
                .map(process -> process.pid() + " " + started(process))
                .toList();
        if (!lines.equals(written)) {
            Files.write(file, lines);
            written = lines;
        }
    }

    private static long started(ProcessHandle process) {
        return process.info()
                .startInstant()
                .map(java.time.Instant::toEpochMilli)
                .orElse(0L);
    }

    void stop() throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        List<ProcessHandle> alive = Files.readAllLines(file).stream()
                .map(Leftovers::find)
                .flatMap(Optional::stream)
                .toList();
        alive.forEach(ProcessHandle::destroy);
        CompletableFuture.allOf(alive.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, 20, TimeUnit.SECONDS)
                .join();
        alive.forEach(ProcessHandle::destroyForcibly);
        forget();
    }

    void forget() throws IOException {
        Files.deleteIfExists(file);
    }

    private static Optional<ProcessHandle> find(String line) {
        String[] parts = line.split(" ");
        return ProcessHandle.of(Long.parseLong(parts[0]))
                .filter(process -> started(process) == Long.parseLong(parts[1]));
    }
}
