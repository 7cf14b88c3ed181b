package io.latchkey.local.run;

import io.latchkey.local.servers.LocalPostgres;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;

/** Where a stack keeps everything; belongs to one stack at a time. */
record DataFolder(Path path) {
    private static final long LEAST_FREE_BYTES = 512L * 1024 * 1024;

    /** Makes it ready for a start; what it returns is held until this process ends, however it ends. */
    FileLock claim(boolean fresh) throws IOException {
        FileLock lock = lock();
        long free = path.toFile().getUsableSpace();
        if (free < LEAST_FREE_BYTES) {
            throw new CannotRun("the disk is full: %d MB are free where the data goes (%s), %d are needed."
                    .formatted(free / 1024 / 1024, path, LEAST_FREE_BYTES / 1024 / 1024));
        }
        leftovers().stop();
        LocalPostgres.stopLeftOver(postgres());
        if (fresh) {
            empty();
        }
        Files.createDirectories(path.resolve("logs"));
        Files.createDirectories(path.resolve("config"));
        return lock;
    }

    private FileLock lock() {
        FileLock lock;
        try {
            Files.createDirectories(path);
            // Not with "with resources": the lock lives as long as the process.
            FileChannel channel =
                    FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            lock = channel.tryLock();
            if (lock != null) {
                // For run.sh, which must not build what a running stack has loaded.
                channel.truncate(0);
                channel.write(
                        StandardCharsets.US_ASCII.encode(ProcessHandle.current().pid() + "\n"));
            }
        } catch (IOException e) {
            throw new CannotRun("its data folder " + path + " cannot be written (" + e.getMessage() + ").", e);
        }
        if (lock == null) {
            throw new CannotRun("it is running already, with the data in " + path
                    + "; stop that one, or start another with PORT_BASE=9000 LATCHKEY_DATA=….");
        }
        return lock;
    }

    private void empty() throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.equals(path) && !file.equals(path.resolve("lock"))) {
                    Files.delete(file);
                }
            }
        }
    }

    Leftovers leftovers() {
        return new Leftovers(path.resolve("processes"));
    }

    Path postgres() {
        return path.resolve("postgres");
    }

    Path kafka() {
        return path.resolve("kafka");
    }

    Path secrets() {
        return path.resolve("secrets.json");
    }

    Path runFile() {
        return path.resolve("run.json");
    }

    Path config(String file) {
        return path.resolve("config").resolve(file);
    }

    Path log(String name) {
        return path.resolve("logs").resolve(name + ".log");
    }
}
