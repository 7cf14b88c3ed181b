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
        String demoPassword) {

    static Secrets load(Path file) throws IOException {
        ObjectMapper json = new ObjectMapper();
        if (Files.exists(file)) {
            return json.readValue(file.toFile(), Secrets.class);
        }
        Secrets fresh = new Secrets(
                Keys.signingJwk(),
                Keys.signingJwk(),
                Keys.secret(),
                Keys.secret(),
                Keys.readableSecret(),
                Keys.readableSecret(),
                Keys.readableSecret());
        PrivateFile.write(file, json.writerWithDefaultPrettyPrinter().writeValueAsString(fresh));
        return fresh;
    }
}
