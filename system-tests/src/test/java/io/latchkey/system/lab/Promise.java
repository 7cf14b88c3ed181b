package io.latchkey.system.lab;

/** See docs/guarantees.md. */
enum Promise {
    /** A revoked token, or a right whose removal is known everywhere, is never allowed again. */
    A,
    /** No acknowledged change is lost, none is done twice. */
    B,
    /** Checks converge to what the owners of the data hold. */
    C,
    /** 401, 403 and 503 are never mixed up. */
    D,
    /** One tenant never learns of or affects another. */
    E
}
