package io.latchkey.command;

/** Ends the command with a sentence and an exit code. */
final class Failure extends RuntimeException {
    static final int REFUSED = 1;
    static final int UNREACHABLE = 3;

    private final int exitCode;

    Failure(int exitCode, String sentence) {
        super(sentence, null, false, false);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
