package io.latchkey.system.bench;

import io.latchkey.system.people.Person;
import io.latchkey.system.stack.Stack;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Whether the time that a refused log-in takes tells if an address is registered: addresses that are and that are not take turns, each
 * asked once, with a wrong password; then the ranks of their times are compared (Mann and Whitney, 1947).
 */
final class LogInTiming {
    /** With the warm-up fewer than a source may fail in a quarter of an hour ({@code latchkey.throttle.per-source}). */
    private static final int EACH = 85;

    private static final int WARM_UP = 20;

    private final Stack stack;

    LogInTiming(Stack stack) {
        this.stack = stack;
    }

    void run(BenchReport report) {
        List<String> registered = new ArrayList<>();
        for (int i = 0; i < EACH; i++) {
            registered.add(Person.registers(stack, "Somebody " + i).email);
        }
        for (int i = 0; i < WARM_UP; i++) {
            refusedMillis(Person.address("warm " + i));
        }
        double[] known = new double[EACH];
        double[] unknown = new double[EACH];
        for (int i = 0; i < EACH; i++) {
            known[i] = refusedMillis(registered.get(i));
            unknown[i] = refusedMillis(Person.address("nobody " + i));
        }
        report.figure("logInRefusedMillisKnown", Rounds.median(known));
        report.figure("logInRefusedMillisUnknown", Rounds.median(unknown));
        report.figure("logInTimingZ", z(known, unknown));
    }

    private double refusedMillis(String email) {
        long start = System.nanoTime();
        Response refused = Person.anybody(stack)
                .body(Map.of("email", email, "password", "this is not the password"))
                .post("/v1/sessions");
        double millis = (System.nanoTime() - start) / 1e6;
        if (refused.statusCode() != 401) {
            throw new IllegalStateException("not refused as a wrong password is: " + refused.statusCode());
        }
        return millis;
    }

    /** How many standard deviations away from chance: beyond 3 either way time tells. */
    static double z(double[] one, double[] other) {
        double wins = 0;
        for (double mine : one) {
            for (double theirs : other) {
                wins += mine > theirs ? 1 : mine == theirs ? 0.5 : 0;
            }
        }
        double pairs = (double) one.length * other.length;
        return (wins - pairs / 2) / Math.sqrt(pairs * (one.length + other.length + 1) / 12);
    }
}
