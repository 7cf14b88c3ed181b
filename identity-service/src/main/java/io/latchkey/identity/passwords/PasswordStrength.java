package io.latchkey.identity.passwords;

import com.nulabinc.zxcvbn.Zxcvbn;
import io.latchkey.edge.problems.Refused;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Refuses passwords that are guessed soon, without asking anybody: lists of leaked and common passwords, names, words,
 * keyboard rows and dates, and whatever is known of who chooses it (NIST SP 800-63B section 3.1.1.2).
 */
@ApplicationScoped
class PasswordStrength {
    /** What is behind makes it no weaker, and would only take time. */
    private static final int LOOKED_AT = 64;

    private final Zxcvbn zxcvbn = new Zxcvbn();
    private final PasswordConfig config;

    PasswordStrength(PasswordConfig config) {
        this.config = config;
    }

    /**
     * @param field named in the refusal
     * @param about what others know of who chooses it, e.g. the e-mail address; parts may be null
     */
    void require(String field, String password, String... about) {
        List<String> known = Arrays.stream(about).filter(Objects::nonNull).toList();
        String start = password.substring(0, Math.min(password.length(), LOOKED_AT));
        if (zxcvbn.measure(start, known).getScore() < config.minScore()) {
            throw Refused.field(
                    field,
                    "is too easy to guess; choose a longer one, such as a few words that do not belong together");
        }
    }
}
