package io.latchkey.system.people;

import io.latchkey.system.people.Checker.Ask;
import io.latchkey.system.stack.Stack;
import java.util.List;
import java.util.Map;

/**
 * Grace, invited by Ada to her first workspace, whose rights the check already sees.
 *
 * @param ask about her personal token in that workspace
 */
public record Guest(Person ada, Person grace, String workspace, Ask ask) {
    public static Guest with(Stack stack, String permission) {
        Person ada = Person.registers(stack, "Ada");
        Person grace = Person.registers(stack, "Grace");
        String workspace = ada.firstWorkspace();
        ada.invites(workspace, Map.of("email", grace.email, "permissions", List.of(permission)))
                .then()
                .statusCode(201);
        Guest guest = new Guest(
                ada, grace, workspace, Ask.token(grace.personalToken()).in(workspace));
        new Checker(stack).sees(guest.ask.may(permission), "allowed");
        return guest;
    }

    /** Her membership's path. */
    public String membership() {
        return "/v1/workspaces/" + workspace + "/members/" + grace.account;
    }
}
