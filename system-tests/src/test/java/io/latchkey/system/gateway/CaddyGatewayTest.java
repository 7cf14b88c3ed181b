package io.latchkey.system.gateway;

import io.latchkey.system.stack.Stack;
import java.nio.file.Path;
import java.util.Map;

class CaddyGatewayTest extends InstalledGateway {
    CaddyGatewayTest(Stack stack) {
        super(stack);
    }

    /** Versions from 2.7 on could ({@code request_buffers}); Debian's has another word for it, which those have no more. */
    @Override
    boolean passesOnWholeRequests() {
        return false;
    }

    @Override
    String name() {
        return "caddy";
    }

    @Override
    ProcessBuilder command(Path binary, Path folder, int port) {
        ProcessBuilder command = new ProcessBuilder(
                binary.toString(),
                "run",
                "--adapter",
                "caddyfile",
                "--config",
                CONFIGURATION.resolve("Caddyfile").toString());
        command.environment()
                .putAll(Map.of(
                        "LISTEN", "127.0.0.1:" + port,
                        "LATCHKEY_CLIENT", credential(),
                        "IDENTITY", address("identity"),
                        "WORKSPACE", address("workspace"),
                        "TOKEN", address("token"),
                        "HOME", folder.toString(),
                        "XDG_CONFIG_HOME", folder.toString(),
                        "XDG_DATA_HOME", folder.toString()));
        return command;
    }
}
