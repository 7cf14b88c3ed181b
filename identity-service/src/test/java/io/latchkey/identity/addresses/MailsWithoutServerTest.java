package io.latchkey.identity.addresses;

import static org.assertj.core.api.Assertions.assertThat;

import io.latchkey.identity.Someone;
import io.latchkey.local.tests.Servers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Servers.class)
class MailsWithoutServerTest {
    @Test
    void theyWaitUntilItIsBackAndNobodyWaitsForThem() {
        Servers.stopMail();
        Someone ada;
        try {
            ada = Someone.registers();
            ada.logsIn();
        } finally {
            Servers.startMail();
        }

        assertThat(ada.code("Confirm your e-mail address", 1)).startsWith("lk_mc_");
    }
}
