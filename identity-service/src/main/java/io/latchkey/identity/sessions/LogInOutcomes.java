package io.latchkey.identity.sessions;

import io.latchkey.edge.watch.SecurityLog;
import io.latchkey.identity.accounts.Accounts;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** What became of log-ins: counted, and in the security log. Whoever tries is told less. */
@ApplicationScoped
class LogInOutcomes {
    private final Map<Outcome, Counter> counters = new EnumMap<>(Outcome.class);
    private final SecurityLog securityLog;

    enum Outcome {
        SUCCEEDED,
        UNKNOWN_ADDRESS,
        WRONG_PASSWORD,
        SUSPENDED,
        SECOND_FACTOR_REQUIRED,
        WRONG_CODE,
        THROTTLED,
        /** The password was changed, or the account suspended, while its hash was made. */
        CHANGED_MEANWHILE;

        final String slug = name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    LogInOutcomes(SecurityLog securityLog, MeterRegistry registry) {
        this.securityLog = securityLog;
        for (Outcome outcome : Outcome.values()) {
            counters.put(
                    outcome,
                    Counter.builder("latchkey.log-ins")
                            .description("Log-ins, by what became of them")
                            .tag("outcome", outcome.slug)
                            .register(registry));
        }
    }

    /** @param whose null where nobody can say */
    void came(Outcome outcome, Accounts.WithPassword whose) {
        counters.get(outcome).increment();
        securityLog.saw(whose == null ? null : whose.account().id(), outcome.slug);
    }
}
