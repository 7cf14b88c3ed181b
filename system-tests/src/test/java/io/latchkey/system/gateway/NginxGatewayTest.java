package io.latchkey.system.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.latchkey.system.stack.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class NginxGatewayTest extends InstalledGateway {
    NginxGatewayTest(Stack stack) {
        super(stack);
    }

    @Override
    String name() {
        return "nginx";
    }

    @Override
    ProcessBuilder command(Path binary, Path folder, int port) throws IOException {
        // Started as root, its workers are nobody, and keep large bodies there.
        assertThat(folder.toFile().setExecutable(true, false)).isTrue();
        for (String file : List.of("nginx.conf", "headers.conf", "guarded.conf", "upstreams.conf")) {
            String text = Files.readString(CONFIGURATION.resolve(file))
                    .replace("listen 8080;", "listen 127.0.0.1:" + port + ";")
                    .replace("worker_processes auto;", "worker_processes 1;")
                    .replace("/tmp/nginx", folder.resolve("nginx").toString())
                    .replace("identity-service:8081", address("identity"))
                    .replace("workspace-service:8083", address("workspace"))
                    .replace("token-service:8082", address("token"));
            Files.writeString(folder.resolve(file), text);
        }
        Files.writeString(folder.resolve("client.conf"), "set $latchkey_client \"" + credential() + "\";\n");
        return new ProcessBuilder(
                binary.toString(), "-c", folder.resolve("nginx.conf").toString(), "-g", "daemon off;");
    }
}
