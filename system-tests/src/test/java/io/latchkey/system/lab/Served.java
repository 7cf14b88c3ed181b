package io.latchkey.system.lab;

import io.latchkey.system.people.Person;
import io.latchkey.system.stack.Stack;
import java.util.Base64;
import java.util.Map;

/** Where clients find the services, whatever is being done to them. */
interface Served {
    Stack stack();

    Http http();

    /** @param instance 0 or 1 */
    String token(int instance);

    String workspace();

    String identity();

    default Map<String, String> asChecker() {
        String pair = stack().value("/checkClient/id") + ":" + stack().value("/checkClient/secret");
        return Map.of("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair.getBytes()));
    }

    default Person registers(String name) {
        return Person.registers(stack(), name);
    }
}
