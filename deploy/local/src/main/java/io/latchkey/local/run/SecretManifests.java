package io.latchkey.local.run;

import io.latchkey.local.servers.Keys;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Behind {@code make secrets}: fresh keys for a cluster, as Secret manifests on standard output. Every run makes
 * others; applying a second run's over the first's makes all tokens unknown, since the pepper is new.
 */
public final class SecretManifests {
    private SecretManifests() {}

    public static void main(String[] arguments) {
        String gatewaySecret = Keys.readableSecret();
        String basic = Base64.getEncoder()
                .encodeToString((RunFile.GATEWAY_CLIENT + ":" + gatewaySecret).getBytes(StandardCharsets.UTF_8));
        Map<String, String> token = new LinkedHashMap<>();
        token.put("latchkey.signing.jwk", Keys.signingJwk());
        token.put("latchkey.tokens.pepper.current", Keys.secret());
        token.put("latchkey.tokens.encryption.current", Keys.secret());
        token.put("latchkey.clients." + RunFile.CHECK_CLIENT + ".secret", Keys.readableSecret());
        token.put("latchkey.clients." + RunFile.CHECK_CLIENT + ".may", "check,introspect,revoke,exchange,explain,mqtt");
        token.put("latchkey.clients." + RunFile.GATEWAY_CLIENT + ".secret", gatewaySecret);
        token.put("latchkey.clients." + RunFile.GATEWAY_CLIENT + ".may", "forward-auth");
        String operatorSecret = Keys.readableSecret();
        String operator = "latchkey.operators." + RunFile.OPERATOR + ".secret";
        token.put("latchkey.clients." + RunFile.OPERATOR + ".secret", operatorSecret);
        token.put("latchkey.clients." + RunFile.OPERATOR + ".may", "operate");

        print(
                "identity-service",
                "secret.properties",
                sendingMails(
                        "identity",
                        Map.of(
                                "latchkey.signing.jwk",
                                Keys.signingJwk(),
                                "latchkey.totp.encryption.current",
                                Keys.secret(),
                                operator,
                                operatorSecret)));
        print(
                "workspace-service",
                "secret.properties",
                sendingMails(
                        "workspace", Map.of("latchkey.audit.key.current", Keys.secret(), operator, operatorSecret)));
        print("token-service", "secret.properties", service("token", token));
        print("gateway", "client.conf", "set $latchkey_client \"Basic " + basic + "\";\n");
    }

    /** Over which server is the operator's to say. */
    private static String sendingMails(String database, Map<String, String> own) {
        Map<String, String> all = new LinkedHashMap<>(own);
        all.put("quarkus.mailer.host", "smtp");
        all.put("quarkus.mailer.port", "25");
        all.put("quarkus.mailer.from", "Latchkey <noreply@example.com>");
        return service(database, all);
    }

    /** Its database's name and role, and what is its alone; the password is the operator's to fill in. */
    private static String service(String database, Map<String, String> own) {
        StringBuilder properties = new StringBuilder()
                .append("latchkey.db.name=" + database + "\n")
                .append("quarkus.datasource.username=" + database + "\n")
                .append("quarkus.datasource.password=\n");
        own.forEach((key, value) -> properties.append(key + "=" + value + "\n"));
        return properties.toString();
    }

    private static void print(String secret, String file, String content) {
        System.out.printf(
                "---%napiVersion: v1%nkind: Secret%nmetadata:%n  name: %s%n  labels:%n    app.kubernetes.io/part-of: latchkey%nstringData:%n  %s: |%n%s%n",
                secret, file, content.strip().indent(4).stripTrailing());
    }
}
