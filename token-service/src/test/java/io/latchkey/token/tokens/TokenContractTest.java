package io.latchkey.token.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.latchkey.local.tests.TestEvents;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TokenContractTest {
    private static final UUID TOKEN = UUID.fromString("0190a5a0-6b7e-7c4e-9d3a-1f2e3d4c5b07");
    private static final UUID SUCCESSOR = UUID.fromString("0190a5a0-6b7e-7c4e-9d3a-1f2e3d4c5b08");
    private static final UUID ACCOUNT = UUID.fromString("0190a5a0-6b7e-7c4e-9d3a-1f2e3d4c5b05");

    private final ObjectMapper json = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

    private void writesTheExample(Object event, String contract) throws Exception {
        String written = json.writeValueAsString(event);
        var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(getClass().getResourceAsStream("/latchkey/schemas/" + contract + ".json"));

        assertThat(json.readTree(written)).isEqualTo(json.readTree(TestEvents.example(contract, Map.of())));
        assertThat(schema.validate(written, InputFormat.JSON)).isEmpty();
    }

    @Test
    void writesTheExampleOfAToken() throws Exception {
        Token token = new Token();
        token.id = TOKEN;
        token.account = ACCOUNT;
        token.kind = Token.API_USER;
        token.name = "Night export";
        token.status = Token.ACTIVE;
        token.createdAt = Instant.parse("2026-11-24T08:00:00Z");
        token.version = 1;

        writesTheExample(TokenEvent.of(token), "token.v1");
    }

    @Test
    void writesTheExampleOfARotatedOutTokenThatIsUsed() throws Exception {
        writesTheExample(
                new RotatedOutUsedEvent(TOKEN, ACCOUNT, SUCCESSOR, Instant.parse("2026-11-24T09:10:00Z")),
                "rotated-out-used.v1");
    }

    @Test
    void writesTheExampleOfARevealedToken() throws Exception {
        UUID actor = UUID.fromString("0190a5a0-6b7e-7c4e-9d3a-1f2e3d4c5b09");

        writesTheExample(
                new RevealedEvent(TOKEN, ACCOUNT, actor, Instant.parse("2026-11-24T09:20:00Z")), "revealed.v1");
    }

    @Test
    void writesTheExampleOfAnExpiringToken() throws Exception {
        Token token = new Token();
        token.id = TOKEN;
        token.account = ACCOUNT;
        token.kind = Token.API_USER;
        token.name = "Night export";
        token.expiresAt = Instant.parse("2026-12-01T08:00:00Z");

        writesTheExample(ExpiringEvent.of(token, Instant.parse("2026-11-24T08:00:00Z")), "expiring.v1");
    }
}
