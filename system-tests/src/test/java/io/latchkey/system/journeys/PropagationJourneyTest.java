package io.latchkey.system.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.latchkey.system.people.Checker;
import io.latchkey.system.people.Checker.Ask;
import io.latchkey.system.people.Guest;
import io.latchkey.system.people.Person;
import io.latchkey.system.stack.OnTheStack;
import io.latchkey.system.stack.Stack;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnTheStack.class)
class PropagationJourneyTest {
    private static final int CHANGES = 200;
    private static final long GIVE_UP = Duration.ofSeconds(30).toNanos();

    private final Stack stack;
    private final Checker checker;

    PropagationJourneyTest(Stack stack) {
        this.stack = stack;
        this.checker = new Checker(stack);
    }

    /** Each change is seen; how soon is printed, never asserted. */
    @Test
    void everyChangeOfAMembersRightsIsSeenByTheCheck() {
        Guest guest = Guest.with(stack, "reports");
        Ask ask = guest.ask().may("reports");
        long[] afterAnswer = new long[CHANGES];
        long[] wholeChange = new long[CHANGES];

        for (int i = 0; i < CHANGES; i++) {
            boolean give = i % 2 == 1;
            long asked = System.nanoTime();
            guest.ada()
                    .does()
                    .body(Person.rights(give ? List.of("reports") : List.of()))
                    .patch(guest.membership())
                    .then()
                    .statusCode(200);
            long answered = System.nanoTime();
            long seen = seen(ask, give ? "allowed" : "missing_permission");
            afterAnswer[i] = seen - answered;
            wholeChange[i] = seen - asked;
        }

        print("from the change's answer to the check that sees it", afterAnswer);
        print("from the change's request to the check that sees it", wholeChange);
    }

    private long seen(Ask ask, String verdict) {
        long started = System.nanoTime();
        while (System.nanoTime() - started < GIVE_UP) {
            if (checker.verdict(ask).equals(verdict)) {
                return System.nanoTime();
            }
        }
        assertThat(checker.verdict(ask)).isEqualTo(verdict);
        return System.nanoTime();
    }

    private static void print(String what, long[] nanos) {
        Arrays.sort(nanos);
        System.out.printf(
                "propagation, %d changes, %s: p50 %.1f ms, p99 %.1f ms, longest %.1f ms%n",
                nanos.length,
                what,
                nanos[nanos.length / 2] / 1e6,
                nanos[nanos.length * 99 / 100] / 1e6,
                nanos[nanos.length - 1] / 1e6);
    }
}
