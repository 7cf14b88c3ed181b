package io.latchkey.identity.freshlogin;

import io.latchkey.edge.callers.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** For what a session that was left open somewhere must not do. */
@ApplicationScoped
public class FreshLogin {
    private final Caller caller;
    private final Duration within;
    private final Clock clock;

    FreshLogin(Caller caller, @ConfigProperty(name = "latchkey.fresh-login") Duration within, Clock clock) {
        this.caller = caller;
        this.within = within;
        this.clock = clock;
    }

    public void require() {
        caller.requireFreshLogin(within, clock, "An API token cannot do this; log in.");
    }
}
