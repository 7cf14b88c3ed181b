package io.latchkey.workspace.dryrun;

/** Ends the transaction of a dry run, so that nothing of it stays; its answer is what it found. */
public final class Rehearsed extends RuntimeException {
    private final transient BlastRadius found;

    public Rehearsed(BlastRadius found) {
        super("a dry run", null, false, false);
        this.found = found;
    }

    BlastRadius found() {
        return found;
    }
}
