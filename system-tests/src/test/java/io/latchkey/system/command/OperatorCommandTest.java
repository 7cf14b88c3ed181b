package io.latchkey.system.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.latchkey.system.command.OperatorCommand.Ran;
import io.latchkey.system.people.Checker;
import io.latchkey.system.people.Checker.Ask;
import io.latchkey.system.people.Person;
import io.latchkey.system.stack.OnTheStack;
import io.latchkey.system.stack.Stack;
import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The operators' command, as they run it. */
@ExtendWith(OnTheStack.class)
class OperatorCommandTest {
    private final Stack stack;
    private final Checker checker;

    OperatorCommandTest(Stack stack) {
        this.stack = stack;
        this.checker = new Checker(stack);
    }

    private Ran latchkey(String... arguments) throws IOException, InterruptedException {
        return OperatorCommand.run(stack, arguments);
    }

    @Test
    void suspendsResumesAndRevokes() throws Exception {
        Person ada = Person.registers(stack, "Ada");
        String token = ada.personalToken();

        assertThat(latchkey("suspend", ada.account)).isEqualTo(new Ran(0, "suspended\n"));
        checker.sees(Ask.token(token), "suspended");
        assertThat(latchkey("resume", ada.account)).isEqualTo(new Ran(0, "active\n"));
        checker.sees(Ask.token(token), "allowed");
        assertThat(latchkey("end-sessions", "--of", ada.account)).isEqualTo(new Ran(0, "ended\n"));
        assertThat(latchkey("revoke", "--all-of", ada.account)).isEqualTo(new Ran(0, "revoked\n"));
        checker.finds(Ask.token(token), "revoked");
    }

    @Test
    void replaysAndRefillsWithoutChangingAnything() throws Exception {
        Person ada = Person.registers(stack, "Ada");
        String workspace = ada.firstWorkspace();
        String token = ada.personalToken();
        checker.sees(Ask.token(token).in(workspace).may("basics"), "allowed");

        assertThat(latchkey("replay", "--workspace-id", workspace)).isEqualTo(new Ran(0, "replayed: 1 workspace\n"));
        Ran accounts = latchkey("replay", "--accounts");
        Ran refilled = latchkey("refill-cache");
        Ran reconciled = latchkey("reconcile-cache");

        assertThat(accounts.output()).matches("replayed: \\d+ accounts\\n");
        assertThat(refilled.output()).isEqualTo("filling\ncomplete\n");
        assertThat(reconciled.output()).matches("\\d+ compared, 0 differed\\n");
        assertThat(reconciled.exitCode()).isZero();
        checker.finds(Ask.token(token).in(workspace).may("basics"), "allowed");
    }

    @Test
    void verifiesEveryAuditLogAndShowsWhatIsOnItsWay() throws Exception {
        Person.registers(stack, "Ada").firstWorkspace();

        Ran verified = latchkey("verify-audit");
        Ran lag = latchkey("lag");

        assertThat(verified.output()).matches("(?s).*\\d+ logs, \\d+ entries, 0 broken\\n");
        assertThat(verified.exitCode()).isZero();
        assertThat(lag.output())
                .contains("identity-service", "workspace-service", "1 while checks are answered from Redis");
    }

    @Test
    void keysAreFreshEachTime() throws Exception {
        String first = latchkey("keys", "new", "pepper").output();

        assertThat(first).contains("latchkey.tokens.pepper.current=");
        assertThat(latchkey("keys", "new", "pepper").output()).isNotEqualTo(first);
        assertThat(latchkey("keys", "new", "signing").output())
                .contains("latchkey.signing.published[0]={", "latchkey.signing.jwk={", "\"d\":");
        assertThat(latchkey("keys", "status").output()).contains("live tokens under a retired pepper");
    }

    @Test
    void saysWhatIsWrongInASentence() throws Exception {
        assertThat(latchkey("suspend", UUID.randomUUID().toString()))
                .isEqualTo(new Ran(1, "There is no such account.\n"));
        assertThat(latchkey("suspend", "nobody").exitCode()).isEqualTo(2);
        assertThat(latchkey("end-sessions").exitCode()).isEqualTo(2);
        assertThat(latchkey().output()).startsWith("say what to do");
        assertThat(latchkey("--help").output()).contains("verify-audit", "refill-cache", "Exit codes:");
    }
}
