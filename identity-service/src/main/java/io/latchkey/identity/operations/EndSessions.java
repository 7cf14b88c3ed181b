package io.latchkey.identity.operations;

import io.latchkey.identity.sessions.Sessions;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jboss.logging.Logger;

@ApplicationScoped
class EndSessions {
    private static final Logger LOG = Logger.getLogger(EndSessions.class);
    /** In one transaction, so that nobody who refreshes theirs waits for long. */
    private static final int AT_ONCE = 5000;

    private final Sessions sessions;

    EndSessions(Sessions sessions) {
        this.sessions = sessions;
    }

    Uni<Void> of(UUID account, String operator) {
        return Panache.withTransaction(() -> sessions.endAll(account, null))
                .invoke(() -> LOG.infof("operator %s has ended the sessions of account %s", operator, account));
    }

    /** Also those that begin meanwhile, as long as there are others. */
    Uni<Void> ofEverybody(String operator) {
        return Panache.withTransaction(() -> sessions.endSome(AT_ONCE)).flatMap(ended -> {
            LOG.infof("operator %s has ended %d sessions of everybody's", operator, ended);
            return ended < AT_ONCE ? Uni.createFrom().voidItem() : ofEverybody(operator);
        });
    }
}
