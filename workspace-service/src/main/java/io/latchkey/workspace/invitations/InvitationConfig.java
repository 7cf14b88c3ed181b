package io.latchkey.workspace.invitations;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;

@ConfigMapping(prefix = "latchkey.invitations")
interface InvitationConfig {
    Duration lifespan();

    /** Of one workspace: mails of invitations in an hour; more are refused. */
    int mailsPerHour();

    JoinWhen joinWhen();

    /** When an account of the invited address joins without doing anything more. */
    enum JoinWhen {
        /** Only once somebody has shown that they read what is sent to the address. */
        VERIFIED,
        /** At once; whoever registers an address first gets what it was invited to. */
        REGISTERED
    }
}
