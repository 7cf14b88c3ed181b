package io.latchkey.token.check;

import io.latchkey.token.cache.CacheReader.Wanted;
import io.latchkey.token.tokens.Peppers;
import io.latchkey.token.tokens.TokenValue;
import java.util.UUID;

/**
 * A question with what it is looked up by, worked out once.
 *
 * @param value null for what is no token of ours, and then {@code wanted} is null, too
 */
record Asked(Question question, TokenValue value, Wanted wanted) {
    static Asked of(Question question, Peppers peppers) {
        TokenValue value = TokenValue.parse(question.token()).orElse(null);
        return value == null
                ? new Asked(question, null, null)
                : of(question, value, peppers.hash(value).hmac());
    }

    private static Asked of(Question question, TokenValue value, byte[] hmac) {
        Wanted wanted = new Wanted(hmac, question.workspace(), question.device(), question.awaitedWorkspace());
        return new Asked(question, value, wanted);
    }

    boolean isOfNoToken() {
        return value == null;
    }

    /** A device, and not where it is. */
    boolean isOfAnUnplacedDevice() {
        return question.device() != null && question.workspace() == null;
    }

    Asked in(UUID workspace) {
        return of(question.in(workspace), value, wanted.hmac());
    }

    Asked aboutTheToken() {
        return of(question.aboutTheToken(), value, wanted.hmac());
    }

    /** The same, looked up by what another pepper makes of the value. */
    Asked under(byte[] hmac) {
        return of(question, value, hmac);
    }
}
