package io.latchkey.system.lab;

import io.latchkey.system.lab.Http.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** Every request of a round and what came of it. */
final class History {
    final List<Holder> holders = new CopyOnWriteArrayList<>();
    final List<Extra> extras = new CopyOnWriteArrayList<>();
    final List<Registration> registrations = new CopyOnWriteArrayList<>();
    final Queue<Checked> checks = new ConcurrentLinkedQueue<>();
    /** Those of changes and receipts. */
    final Queue<Integer> statuses = new ConcurrentLinkedQueue<>();

    final List<Wait> waits = new CopyOnWriteArrayList<>();

    Answer noted(Answer answer) {
        statuses.add(answer.status());
        return answer;
    }

    /** How long it took until a change was seen that had to be seen soon. */
    record Wait(Duration took, Duration atMost) {}

    /** An API user, whose rights one thread alone changes, one change after the other. */
    static final class Holder {
        final String account;
        final String token;
        final List<Change> changes = new CopyOnWriteArrayList<>();

        Holder(String account, String token, Set<String> rights) {
            this.account = account;
            this.token = token;
            Change present = new Change(rights, System.nanoTime());
            present.knownAt = present.start;
            present.end = present.start;
            changes.add(present);
        }
    }

    /** A change of rights. */
    static final class Change {
        final Set<String> rights;
        final long start;
        /** When it was acknowledged; 0 where it was not, and may or may not be done. */
        volatile long end;

        volatile String revision;
        /** When it was acknowledged that every check sees it; 0 for never. */
        volatile long knownAt;

        Change(Set<String> rights, long start) {
            this.rights = rights;
            this.start = start;
        }
    }

    /** One more token of a holder, which is soon revoked or over. */
    static final class Extra {
        final Holder holder;
        final String name;
        volatile String id;
        volatile String value;
        /** The instance that made it; -1 where it was asked for more than once, so that either may have. */
        volatile int madeBy = -1;

        volatile long revocationStart;
        /** When its revocation was acknowledged; 0 where it was not. */
        volatile long revocationEnd;
        /** The instance that acknowledged it. */
        volatile int revokedBy;
        /** When it ends by itself; null for never. */
        final Instant expiry;
        /** The same, as {@link System#nanoTime}. */
        final long over;

        /** Whether its revocation may be done or not. */
        boolean isInDoubt() {
            return revocationStart > 0 && revocationEnd == 0;
        }

        Extra(Holder holder, String name, Instant expiry) {
            this.holder = holder;
            this.name = name;
            this.expiry = expiry;
            this.over = expiry == null
                    ? Long.MAX_VALUE / 2
                    : System.nanoTime()
                            + Duration.between(Instant.now(), expiry).toNanos();
        }
    }

    /** A person's; acknowledged. */
    record Registration(String email, String password) {}

    /**
     * A check.
     *
     * @param extra null where it was the holder's own token
     * @param seen how many of the holder's changes it was asked to see; 0 for none in particular
     * @param status 0 where there was no answer
     */
    record Checked(
            Holder holder,
            Extra extra,
            boolean foreign,
            String permission,
            int seen,
            int instance,
            long start,
            long end,
            int status,
            String verdict) {}
}
