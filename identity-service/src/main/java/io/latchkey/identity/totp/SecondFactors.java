package io.latchkey.identity.totp;

import io.latchkey.edge.secrets.Sealing.Sealed;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.UUID;

/** What log-in asks. */
@ApplicationScoped
public class SecondFactors implements PanacheRepositoryBase<SecondFactor, UUID> {
    private final TotpKeys keys;
    private final Clock clock;

    SecondFactors(TotpKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** Needs a session. */
    public Uni<Boolean> isActive(UUID account) {
        return count("account = ?1 and active", account).map(count -> count > 0);
    }

    /** Whether the code is good, which it then is no more: one of the person's app, or a recovery code. */
    @WithTransaction
    public Uni<Boolean> use(UUID account, String code) {
        return locked(account).map(factor -> factor != null && factor.active && use(factor, code));
    }

    private boolean use(SecondFactor factor, String code) {
        String given = code.replaceAll("\\s", "");
        OptionalLong step = step(factor, given);
        if (step.isPresent()) {
            factor.lastStep = step.getAsLong();
            return true;
        }
        String[] left = RecoveryCodes.without(factor.recovery, given);
        boolean used = left.length < factor.recovery.length;
        factor.recovery = left;
        return used;
    }

    OptionalLong step(SecondFactor factor, String code) {
        byte[] secret = keys.sealing().open(factor.account, new Sealed(factor.keyId, factor.secret));
        OptionalLong step = Totp.step(secret, code, clock.instant(), factor.lastStep);
        Arrays.fill(secret, (byte) 0);
        return step;
    }

    Uni<SecondFactor> locked(UUID account) {
        return findById(account, LockModeType.PESSIMISTIC_WRITE);
    }
}
