package io.latchkey.token.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.latchkey.edge.problems.Refused;
import io.latchkey.token.cache.Remembering;
import io.latchkey.token.check.RecentQuestions.Recent;
import io.latchkey.token.permissions.Catalogue;
import io.latchkey.token.permissions.PermissionBits;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** With what is no token, so that there is nothing to look up. */
class RecentQuestionsTest {
    private static final Answer ELSEWHERE =
            new Answer(Verdict.UNKNOWN, null, UUID.randomUUID(), PermissionBits.NONE, 1);

    private final CheckJson json = new CheckJson(new Catalogue(Optional.empty(), new ObjectMapper()));
    private final RecentQuestions recent = lasting(Duration.ofSeconds(1));

    private RecentQuestions lasting(Duration memory) {
        return new RecentQuestions(json, null, new Remembering(memory));
    }

    private static Buffer asks(String token) {
        return Buffer.buffer("{\"token\":\"" + token + "\"}");
    }

    @Test
    void whatComesAgainIsNotUnderstoodAgain() {
        assertThat(recent.of(asks("one"))).isSameAs(recent.of(asks("one")));
        assertThat(recent.of(asks("two")).asked.question().token()).isEqualTo("two");
    }

    @Test
    void theSameAnswerIsWrittenOnceAndAnotherAnew() {
        Recent question = recent.of(asks("one"));

        Buffer unknown = question.text(Answer.UNKNOWN);

        assertThat(question.text(Answer.UNKNOWN)).isSameAs(unknown).isEqualTo(json.answer(Answer.UNKNOWN));
        assertThat(question.text(ELSEWHERE.stale(true))).isEqualTo(json.answer(ELSEWHERE.stale(true)));
        assertThat(question.text(Answer.UNKNOWN)).isEqualTo(unknown);
    }

    @Test
    void whatMakesNoSenseIsRefusedEachTime() {
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> recent.of(Buffer.buffer("{}"))).isInstanceOf(Refused.class);
            assertThatThrownBy(() -> recent.of(null)).isInstanceOf(Refused.class);
        }
    }

    @Test
    void nothingIsKeptWhereThatIsOff() {
        RecentQuestions off = lasting(Duration.ZERO);

        assertThat(off.of(asks("one"))).isNotSameAs(off.of(asks("one")));
    }
}
