package io.latchkey.identity.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.latchkey.local.tests.TestEvents;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AccountEventContractTest {
    private final ObjectMapper json = new ObjectMapper();
    private final Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(getClass().getResourceAsStream("/latchkey/schemas/account.v1.json"));

    @Test
    void writesTheExample() throws Exception {
        Account account = new Account();
        account.id = UUID.fromString("0190a5a0-6b7e-7c4e-9d3a-1f2e3d4c5b01");
        account.kind = Account.USER;
        account.status = Account.ACTIVE;
        account.email = "ada@example.com";
        account.emailVerified = true;
        account.displayName = "Ada Lovelace";
        account.company = "Analytical Engines";
        account.revision = 1;

        String written = json.writeValueAsString(AccountEvent.of(account));

        assertThat(json.readTree(written)).isEqualTo(json.readTree(TestEvents.example("account.v1", Map.of())));
        assertThat(schema.validate(written, InputFormat.JSON)).isEmpty();
    }

    @Test
    void readsTheExampleOfAMember() throws Exception {
        ApiUserMember member = json.readerFor(ApiUserMember.class)
                .without(com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .readValue(TestEvents.example("member.v1", Map.of()));

        assertThat(member.isApiUser()).isTrue();
        assertThat(member.isRemoved()).isFalse();
        assertThat(member.name()).isEqualTo("Night export");
        assertThat(member.revision()).isEqualTo(7);
    }
}
