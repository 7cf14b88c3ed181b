package io.latchkey.mailing;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;

@ConfigMapping(prefix = "latchkey.mail")
interface MailConfig {
    /** What a mail server has not taken by then is dropped: what it tells of is over. */
    Duration giveUpAfter();

    /** For one mail. */
    Duration timeout();
}
