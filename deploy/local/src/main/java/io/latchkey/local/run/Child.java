package io.latchkey.local.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process of ours: started, watched, started again when it dies, stopped with the rest. */
final class Child {
    private static final int MOST_RESTARTS = 20;
    private static final long LONGEST_PAUSE_MILLIS = 15_000;

    private final String name;
    private final List<String> command;
    private final Path folder;
    private final Path log;
    private final boolean restarts;
    private final Duration grace;
    private Process process;
    private volatile int restarted;
    private volatile boolean stopping;

    /** @param grace to end in when it is told to */
    Child(String name, List<String> command, Path folder, Path log, boolean restarts, Duration grace) {
        this.name = name;
        this.command = command;
        this.folder = folder;
        this.log = log;
        this.restarts = restarts;
        this.grace = grace;
    }

    String name() {
        return name;
    }

    Path log() {
        return log;
    }

    /** None while it is down. */
    synchronized Stream<ProcessHandle> process() {
        return process != null && process.isAlive() ? Stream.of(process.toHandle()) : Stream.empty();
    }

    synchronized void start() {
        if (stopping) {
            return;
        }
        try {
            process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be started", e);
        }
        process.onExit().thenAccept(this::died);
    }

    private void died(Process dead) {
        if (stopping) {
            return;
        }
        restarted++;
        boolean again = restarts && restarted <= MOST_RESTARTS;
        long pause = Math.min(LONGEST_PAUSE_MILLIS, 500L << Math.min(restarted, 6));
        System.out.printf(
                "! %s has stopped (exit code %d); its log: %s%s%n",
                name, dead.exitValue(), log, again ? "; starting it again" : "");
        if (again) {
            CompletableFuture.delayedExecutor(pause, TimeUnit.MILLISECONDS).execute(this::start);
        }
    }

    /** How often it has died. */
    int deaths() {
        return restarted;
    }

    void stop() {
        stopping = true;
        Process running;
        synchronized (this) {
            running = process;
        }
        if (running == null) {
            return;
        }
        running.destroy();
        try {
            if (!running.waitFor(grace)) {
                System.out.printf("! %s does not stop by itself; killing it%n", name);
                running.destroyForcibly().waitFor(grace);
            }
        } catch (InterruptedException e) {
            running.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
