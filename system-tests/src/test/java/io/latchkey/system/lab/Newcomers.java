package io.latchkey.system.lab;

import io.latchkey.system.lab.History.Registration;
import io.latchkey.system.lab.History.Wait;
import io.latchkey.system.lab.Http.Answer;
import io.latchkey.system.people.Person;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** People who register while something is broken. */
final class Newcomers {
    /** For one who is to be seen soon. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);

    private static final double SECONDS_BETWEEN = 0.3;

    private final Served served;
    private final History history;

    Newcomers(Served served, History history) {
        this.served = served;
        this.history = history;
    }

    Answer register() {
        String email = Person.address("Newcomer");
        String password = "passphrase of a newcomer " + UUID.randomUUID();
        Answer answer = history.noted(served.http()
                .send(
                        "POST",
                        served.identity() + "/v1/accounts",
                        Map.of(),
                        Map.of("email", email, "password", password, "displayName", "Newcomer"),
                        Lab.PATIENCE));
        if (answer.isDone()) {
            history.registrations.add(new Registration(email, password));
        }
        return answer;
    }

    /** Registers one after the other until then; the first instance has to know each in time. */
    void areSeen(CompletableFuture<?> end, Duration atMost) {
        List<CompletableFuture<Void>> seen = new ArrayList<>();
        while (!end.isDone()) {
            Answer newcomer = register();
            if (newcomer.isDone()) {
                seen.add(CompletableFuture.runAsync(() -> isSeen(newcomer, atMost)));
            }
            Lab.lasts(SECONDS_BETWEEN);
        }
        seen.forEach(CompletableFuture::join);
    }

    private void isSeen(Answer newcomer, Duration atMost) {
        String receipt = served.token(0) + "/v1/propagation?wait=PT1S&atLeast=" + newcomer.revision();
        Answer seen;
        do {
            seen = served.http().send("GET", receipt, served.asChecker(), null, Lab.PATIENCE);
        } while (!seen.isDone() && seen.end() - newcomer.end() < LONGEST_WAIT.toNanos());
        history.waits.add(new Wait(Duration.ofNanos(seen.end() - newcomer.end()), atMost));
    }
}
