package io.latchkey.identity.passwords;

import io.smallrye.config.ConfigMapping;

@ConfigMapping(prefix = "latchkey.passwords")
interface PasswordConfig {
    int memoryKib();

    int iterations();

    int parallelism();

    /** Of zxcvbn, 0 to 4: how hard a new password must be to guess; 2 is a million guesses. */
    int minScore();

    /** Hashes that may wait for a core; more are refused with 503, so that a flood of log-ins cannot pile up. */
    int queue();
}
