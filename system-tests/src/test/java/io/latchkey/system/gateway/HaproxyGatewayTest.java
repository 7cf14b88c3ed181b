package io.latchkey.system.gateway;

import io.latchkey.system.stack.Stack;
import java.nio.file.Path;
import java.util.Map;

class HaproxyGatewayTest extends InstalledGateway {
    HaproxyGatewayTest(Stack stack) {
        super(stack);
    }

    @Override
    String name() {
        return "haproxy";
    }

    @Override
    ProcessBuilder command(Path binary, Path folder, int port) {
        ProcessBuilder command = new ProcessBuilder(
                binary.toString(),
                "-db",
                "-f",
                CONFIGURATION.resolve("haproxy.cfg").toString());
        command.environment()
                .putAll(Map.of(
                        "LISTEN", "127.0.0.1:" + port,
                        "LATCHKEY_CLIENT", credential(),
                        "IDENTITY", address("identity"),
                        "WORKSPACE", address("workspace"),
                        "TOKEN", address("token"),
                        "LUA", CONFIGURATION.resolve("latchkey.lua").toString()));
        return command;
    }
}
