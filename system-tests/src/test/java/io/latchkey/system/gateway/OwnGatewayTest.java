package io.latchkey.system.gateway;

import io.latchkey.system.stack.Stack;
import java.net.URI;

/** That of {@code make run}. */
class OwnGatewayTest extends GatewayContract {
    OwnGatewayTest(Stack stack) {
        super(stack);
    }

    @Override
    int running() {
        return URI.create(stack().url("gateway")).getPort();
    }
}
