package io.latchkey.token.check;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import io.latchkey.token.cache.CacheConfig;
import io.latchkey.token.tokens.Peppers;
import io.vertx.core.buffer.Buffer;
import jakarta.inject.Singleton;
import java.util.Arrays;

/**
 * What programs ask again and again, by its bytes: as it was understood the first time, with the text of the last answer.
 * Both follow from what they are kept with alone, so nothing here is ever out of date; what may be believed of the facts is
 * the cache's to say. Only where {@code latchkey.cache.memory} is on, and for no longer, since bytes hold tokens' values.
 */
@Singleton
class RecentQuestions {
    private static final int MOST = 20_000;

    private final CheckJson json;
    private final Peppers peppers;
    private final Cache<Bytes, Recent> recent;

    private record Bytes(byte[] bytes) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }
    }

    private record Said(Answer answer, Buffer text) {}

    /** A question, and what was last answered to it. */
    final class Recent {
        final Asked asked;
        private volatile Said last;

        private Recent(Asked asked) {
            this.asked = asked;
        }

        Buffer text(Answer answer) {
            Said said = last;
            if (said == null || !said.answer().equals(answer)) {
                said = new Said(answer, json.answer(answer));
                last = said;
            }
            return said.text();
        }
    }

    RecentQuestions(CheckJson json, Peppers peppers, CacheConfig config) {
        this.json = json;
        this.peppers = peppers;
        this.recent = config.memory().isZero()
                ? null
                : Caffeine.newBuilder()
                        .expireAfterWrite(config.memory())
                        .maximumSize(MOST)
                        .scheduler(Scheduler.systemScheduler())
                        .build();
    }

    /** @throws io.latchkey.edge.problems.Refused where it makes no sense */
    Recent of(Buffer body) {
        if (recent == null || body == null) {
            return understood(body);
        }
        Bytes bytes = new Bytes(body.getBytes());
        Recent known = recent.getIfPresent(bytes);
        if (known == null) {
            known = understood(body);
            recent.put(bytes, known);
        }
        return known;
    }

    private Recent understood(Buffer body) {
        return new Recent(Asked.of(json.question(body), peppers));
    }
}
