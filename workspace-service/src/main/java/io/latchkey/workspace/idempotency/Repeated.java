package io.latchkey.workspace.idempotency;

/** Ends the transaction of a request that was done before; its answer is that of then. */
final class Repeated extends RuntimeException {
    private final int status;
    private final String location;
    private final String revision;
    private final String body;

    Repeated(int status, String location, String revision, String body) {
        super("a request that was done before", null, false, false);
        this.status = status;
        this.location = location;
        this.revision = revision;
        this.body = body;
    }

    int status() {
        return status;
    }

    String location() {
        return location;
    }

    String revision() {
        return revision;
    }

    String body() {
        return body;
    }
}
