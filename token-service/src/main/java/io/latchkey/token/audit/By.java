package io.latchkey.token.audit;

import io.latchkey.token.clients.Client;
import java.util.UUID;

/**
 * Whose doing it is; nobody's where both are null, as what follows from an event is.
 *
 * @param account whose request it was
 * @param client the program whose request it was
 */
public record By(UUID account, String client) {
    public static final By NOBODY = new By(null, null);

    public static By account(UUID account) {
        return new By(account, null);
    }

    public static By client(Client client) {
        return new By(null, client.id());
    }

    /** Somebody who is no client of ours and has no account. */
    public static By outsider(String what) {
        return new By(null, what);
    }

    /** For logs. */
    @Override
    public String toString() {
        return account != null ? "account " + account : client != null ? client : "nobody";
    }
}
