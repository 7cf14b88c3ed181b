package io.latchkey.system.lab;

import io.latchkey.system.lab.History.Change;
import io.latchkey.system.lab.History.Checked;
import io.latchkey.system.lab.History.Extra;
import io.latchkey.system.lab.History.Holder;
import io.latchkey.system.lab.Http.Answer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Checks, and what was answered. */
final class Questions {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Served served;
    private final Tenant tenant;
    private final History history;

    Questions(Served served, Tenant tenant, History history) {
        this.served = served;
        this.tenant = tenant;
        this.history = history;
    }

    /** How many of the changes have been acknowledged, up to the last one with a revision. */
    static int seen(Holder holder) {
        List<Change> changes = holder.changes;
        for (int i = changes.size(); i > 0; i--) {
            if (changes.get(i - 1).revision != null) {
                return i;
            }
        }
        return 0;
    }

    /** @return the answer's status */
    int ask(Holder holder, Extra extra, boolean foreign, String permission, int seen, int instance) {
        Map<String, String> question = new LinkedHashMap<>();
        question.put("token", foreign ? tenant.foreignToken : extra == null ? holder.token : extra.value);
        question.put("workspace", tenant.workspace);
        if (permission != null) {
            question.put("permission", permission);
        }
        if (seen > 0) {
            question.put("atLeast", holder.changes.get(seen - 1).revision);
        }
        Answer answer = served.http()
                .send("POST", served.token(instance) + "/v1/check", served.asChecker(), question, PATIENCE);
        history.checks.add(new Checked(
                holder,
                extra,
                foreign,
                permission,
                seen,
                instance,
                answer.start(),
                answer.end(),
                answer.status(),
                answer.text("verdict")));
        return answer.status();
    }

    /** The instance that has revoked each. */
    void ask(List<Extra> extras) {
        extras.forEach(extra -> ask(extra.holder, extra, false, null, 0, extra.revokedBy));
    }
}
