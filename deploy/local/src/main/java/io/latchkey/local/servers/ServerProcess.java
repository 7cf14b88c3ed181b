package io.latchkey.local.servers;

import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A server that a JVM of ours started, and that is not a JVM. */
public final class ServerProcess {
    private static final long GRACE_SECONDS = 20;

    private ServerProcess() {}

    /** @param name part of its executable's */
    public static ProcessHandle child(String name) {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info().command().orElse("").contains(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no process of ours is called " + name));
    }

    /** What runs under a JVM of ours; none where it is the server itself. */
    public static Optional<ProcessHandle> under(ProcessHandle launcher) {
        return launcher.children()
                .filter(child -> child.info()
                        .command()
                        .map(command -> !command.endsWith("/java"))
                        .orElse(false))
                .findFirst();
    }

    /** Waits; then ends this JVM too, so that whoever watches it sees the death. */
    static void endWith(ProcessHandle server) {
        server.onExit().join();
        System.exit(1);
    }

    static void stop(ProcessHandle process) {
        process.destroy();
        process.onExit()
                .completeOnTimeout(process, GRACE_SECONDS, TimeUnit.SECONDS)
                .join();
        process.destroyForcibly();
    }
}
