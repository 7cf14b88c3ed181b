package io.latchkey.system.lab;

import io.latchkey.system.lab.History.Extra;
import io.latchkey.system.lab.History.Holder;
import io.latchkey.system.lab.Http.Answer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** Tokens that are made and revoked, beside those that accounts have anyway. */
final class ExtraTokens {
    private static final int TRIES = 30;

    private final Served served;
    private final Tenant tenant;
    private final History history;
    private final long seed;
    private final BooleanSupplier stopped;

    ExtraTokens(Served served, Tenant tenant, History history, long seed, BooleanSupplier stopped) {
        this.served = served;
        this.tenant = tenant;
        this.history = history;
        this.seed = seed;
        this.stopped = stopped;
    }

    /** Asks until there is an answer, as whoever does not know whether it was done. */
    boolean isMade(Extra extra, Random random) {
        history.extras.add(extra);
        Map<String, String> once = new HashMap<>(tenant.asOwner());
        once.put("Idempotency-Key", extra.name);
        Map<String, String> asked = new HashMap<>(Map.of("name", extra.name, "account", extra.holder.account));
        if (extra.expiry != null) {
            asked.put("expiresAt", extra.expiry.toString());
        }
        for (int i = 0; i < TRIES && !stopped.getAsBoolean(); i++) {
            int instance = random.nextInt(2);
            extra.madeBy = i == 0 ? instance : -1;
            Answer made = history.noted(
                    served.http().send("POST", served.token(instance) + "/v1/tokens", once, asked, Lab.PATIENCE));
            if (made.isDone()) {
                extra.id = made.text("id");
                extra.value = made.text("value");
                return true;
            }
            if (made.isRefused()) {
                return false;
            }
            Workload.pause(random, 100, 500);
        }
        return false;
    }

    void revoke(Extra extra, int instance) {
        extra.revocationStart = System.nanoTime();
        Answer revoked = history.noted(served.http()
                .send(
                        "DELETE",
                        served.token(instance) + "/v1/tokens/" + extra.id,
                        tenant.asOwner(),
                        null,
                        Lab.PATIENCE));
        if (revoked.isDone()) {
            extra.revokedBy = instance;
            extra.revocationEnd = revoked.end();
        }
    }

    /** For a fault that cannot wait until clients happen to revoke something: tokens of the quiet accounts. */
    List<Extra> make(int count) {
        Random random = new Random(seed);
        List<Extra> made = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Holder quiet = history.holders.get(history.holders.size() - 1 - i % Tenant.QUIET);
            Extra extra = new Extra(quiet, UUID.randomUUID().toString(), null);
            if (isMade(extra, random)) {
                made.add(extra);
            }
        }
        return made;
    }

    /** By both instances in turn. */
    void revoke(List<Extra> extras) {
        for (int i = 0; i < extras.size(); i++) {
            revoke(extras.get(i), i % 2);
        }
    }
}
