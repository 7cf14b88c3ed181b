package io.latchkey.local.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.latchkey.local.servers.Keys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The local stack's keys: made at the first start, kept with its data, never anybody else's. */
record Secrets(
        String identityKey,
        String tokenKey,
        String pepper,
        String encryption,
        String gatewaySecret,
        String checkSecret,
        String demoPassword,
        String auditKey,
        String totpKey,
        String operatorSecret) {

    static Secrets load(Path file) throws IOException {
        ObjectMapper json = new ObjectMapper();
        if (Files.exists(file)) {
            Secrets kept = json.readValue(file.toFile(), Secrets.class).completed();
            kept.write(file, json);
            return kept;
        }
        Secrets fresh = new Secrets(
                Keys.signingJwk(),
                Keys.signingJwk(),
                Keys.secret(),
                Keys.secret(),
                Keys.readableSecret(),
                Keys.readableSecret(),
                Keys.readableSecret(),
                Keys.secret(),
                Keys.secret(),
                Keys.readableSecret());
        fresh.write(file, json);
        return fresh;
    }

    /** With the keys that a stack from before did not have. */
    private Secrets completed() {
        return new Secrets(
                identityKey,
                tokenKey,
                pepper,
                encryption,
                gatewaySecret,
                checkSecret,
                demoPassword,
                auditKey == null ? Keys.secret() : auditKey,
                totpKey == null ? Keys.secret() : totpKey,
                operatorSecret == null ? Keys.readableSecret() : operatorSecret);
    }

    private void write(Path file, ObjectMapper json) throws IOException {
        PrivateFile.write(file, json.writerWithDefaultPrettyPrinter().writeValueAsString(this));
    }
}
