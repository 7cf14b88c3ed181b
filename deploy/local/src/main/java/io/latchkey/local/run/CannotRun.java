package io.latchkey.local.run;

/** Why the stack does not start, in one sentence for whoever typed {@code make run}. */
final class CannotRun extends RuntimeException {
    CannotRun(String sentence) {
        super(sentence);
    }

    CannotRun(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
