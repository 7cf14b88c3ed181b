package io.latchkey.workspace.administration;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/** What somebody may do for an organization, for the audit log. */
@RegisterForReflection
public record StandingView(boolean owner, List<String> permissions) {
    static final StandingView NONE = new StandingView(false, List.of());
    static final StandingView OWNER = new StandingView(true, List.of());

    static StandingView of(String[] permissions) {
        return new StandingView(false, List.of(permissions));
    }
}
