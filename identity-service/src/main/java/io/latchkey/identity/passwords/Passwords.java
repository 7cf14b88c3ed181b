package io.latchkey.identity.passwords;

import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Hashes passwords off the event loop, as many at once as there are cores: each takes tens of milliseconds of a core
 * and 19 MiB, and more at once would only slow each other and everything else.
 */
@ApplicationScoped
public class Passwords {
    private static final int SALT_BYTES = 16;

    private final PasswordConfig config;
    private final PasswordStrength strength;
    private final SecureRandom random = new SecureRandom();
    private final ExecutorService cores;
    private final String nobodys;

    Passwords(PasswordConfig config, PasswordStrength strength) {
        this.strength = strength;
        this.config = config;
        int threads = Runtime.getRuntime().availableProcessors();
        this.cores = new ThreadPoolExecutor(
                threads,
                threads,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(config.queue()),
                Thread.ofPlatform().daemon().name("argon2-", 0).factory());
        this.nobodys = hashNow("no password has this hash");
    }

    /**
     * The hash of a password that somebody chooses.
     *
     * @param field named in the refusal of one that is guessed soon
     * @param about what others know of who chooses it; parts may be null
     */
    public Uni<String> choose(String field, String password, String... about) {
        return onACore(() -> {
            strength.require(field, password, about);
            return hashNow(password);
        });
    }

    /** Takes as long for an account that has no hash, so that time does not tell which addresses are registered. */
    public Uni<Boolean> matches(String password, Optional<String> hash) {
        return onACore(() -> Argon2.matches(password, hash.orElse(nobodys)) && hash.isPresent());
    }

    private String hashNow(String password) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return Argon2.hash(password, salt, config.memoryKib(), config.iterations(), config.parallelism());
    }

    private <T> Uni<T> onACore(Supplier<T> work) {
        var context = io.vertx.core.Vertx.currentContext();
        return Uni.createFrom()
                .item(work)
                .runSubscriptionOn(cores)
                .onFailure(RejectedExecutionException.class)
                .transform(full -> Refused.later(
                        Reason.UNAVAILABLE, "Too many log-ins at once; try again shortly.", Duration.ofSeconds(1)))
                .emitOn(then -> context.runOnContext(on -> then.run()));
    }

    @PreDestroy
    void close() {
        cores.shutdownNow();
    }
}
