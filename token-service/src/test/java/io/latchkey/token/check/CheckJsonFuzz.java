package io.latchkey.token.check;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.latchkey.edge.problems.Refused;
import io.latchkey.token.permissions.Catalogue;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

class CheckJsonFuzz {
    private final CheckJson json = new CheckJson(new Catalogue(Optional.empty(), new ObjectMapper()));

    /** Anything but {@link Refused} would be a 500. */
    @FuzzTest(maxDuration = "1m")
    void isAQuestionOrRefused(byte[] bytes) {
        try {
            json.question(Buffer.buffer(bytes));
        } catch (Refused refused) {
            refused.getMessage();
        }
        try {
            json.questions(Buffer.buffer(bytes));
        } catch (Refused refused) {
            refused.getMessage();
        }
    }
}
