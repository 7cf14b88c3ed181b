package io.latchkey.local.run;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Each service's settings in this stack, as a private file, so that no secret stands in a command or environment. */
final class ServiceConfig {
    private final Settings settings;
    private final Secrets secrets;

    ServiceConfig(Settings settings, Secrets secrets) {
        this.settings = settings;
        this.secrets = secrets;
    }

    Path identity() throws IOException {
        Map<String, String> config = mailing("identity", settings.ports().identity());
        config.put("latchkey.signing.jwk", secrets.identityKey());
        config.put("latchkey.totp.encryption.current", secrets.totpKey());
        peers(config);
        config.put("latchkey.operators." + RunFile.OPERATOR + ".secret", secrets.operatorSecret());
        return write("identity-service", config);
    }

    Path workspace() throws IOException {
        Map<String, String> config = mailing("workspace", settings.ports().workspace());
        peers(config);
        config.put("latchkey.audit.key.current", secrets.auditKey());
        config.put("latchkey.operators." + RunFile.OPERATOR + ".secret", secrets.operatorSecret());
        // So that a first try needs no mailbox.
        config.put("latchkey.invitations.join-when", "registered");
        return write("workspace-service", config);
    }

    Path token() throws IOException {
        Map<String, String> config = shared("token", settings.ports().token());
        config.put("latchkey.signing.jwk", secrets.tokenKey());
        config.put("latchkey.tokens.pepper.current", secrets.pepper());
        config.put("latchkey.tokens.encryption.current", secrets.encryption());
        config.put("quarkus.grpc.server.host", "127.0.0.1");
        config.put("quarkus.grpc.server.port", String.valueOf(settings.ports().tokenGrpc()));
        config.put("latchkey.clients." + RunFile.CHECK_CLIENT + ".secret", secrets.checkSecret());
        config.put(
                "latchkey.clients." + RunFile.CHECK_CLIENT + ".may", "check,introspect,revoke,exchange,explain,mqtt");
        config.put("latchkey.clients." + RunFile.GATEWAY_CLIENT + ".secret", secrets.gatewaySecret());
        config.put("latchkey.clients." + RunFile.GATEWAY_CLIENT + ".may", "forward-auth");
        config.put("latchkey.clients." + RunFile.OPERATOR + ".secret", secrets.operatorSecret());
        config.put("latchkey.clients." + RunFile.OPERATOR + ".may", "operate");
        return write("token-service", config);
    }

    private void peers(Map<String, String> config) {
        PortMap ports = settings.ports();
        config.put("quarkus.rest-client.identity-service.url", base(ports.identity()));
        config.put("quarkus.rest-client.workspace-service.url", base(ports.workspace()));
        config.put("quarkus.rest-client.token-service.url", base(ports.token()));
    }

    /** Of a service that sends mails. */
    private Map<String, String> mailing(String database, int port) {
        Map<String, String> config = shared(database, port);
        config.put("latchkey.portal-url", base(settings.ports().gateway()) + "/portal");
        config.put("quarkus.mailer.port", String.valueOf(settings.ports().smtp()));
        return config;
    }

    private Map<String, String> shared(String database, int port) {
        PortMap ports = settings.ports();
        Map<String, String> config = new LinkedHashMap<>();
        config.put("quarkus.http.host", "127.0.0.1");
        config.put("quarkus.http.port", String.valueOf(port));
        config.put("latchkey.public-url", base(ports.gateway()));
        config.put("latchkey.db.port", String.valueOf(ports.postgres()));
        config.put("latchkey.db.name", database);
        config.put("quarkus.datasource.username", database);
        config.put("quarkus.redis.hosts", "redis://127.0.0.1:" + ports.redis());
        // Nobody is led elsewhere.
        config.put("quarkus.shutdown.delay", "0S");
        // Everybody on one machine has one address.
        config.put("latchkey.rate-limits.per-source", "100000");
        config.put("latchkey.rate-limits.per-account", "6000");
        config.put("kafka.bootstrap.servers", "127.0.0.1:" + ports.kafka());
        config.put("latchkey.trust.issuers.identity.jwks", jwks(ports.identity()));
        config.put("latchkey.trust.issuers.token.jwks", jwks(ports.token()));
        return config;
    }

    private static String jwks(int port) {
        return base(port) + "/.well-known/jwks.json";
    }

    private static String base(int port) {
        return "http://127.0.0.1:" + port;
    }

    private Path write(String service, Map<String, String> config) throws IOException {
        config.putAll(overrides(service));
        Path file = settings.data().config(service + ".properties");
        PrivateFile.write(
                file,
                config.entrySet().stream()
                        .map(setting -> setting.getKey() + "=" + setting.getValue())
                        .collect(Collectors.joining("\n", "", "\n")));
        return file;
    }

    private Map<String, String> overrides(String service) throws IOException {
        Map<String, String> own = new TreeMap<>();
        if (settings.overrides() == null) {
            return own;
        }
        if (!Files.isDirectory(settings.overrides())) {
            throw new CannotRun("LATCHKEY_CONFIG must be a folder, and " + settings.overrides() + " is none.");
        }
        Path file = settings.overrides().resolve(service + ".properties");
        if (Files.exists(file)) {
            Properties properties = new Properties();
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            }
            properties.stringPropertyNames().forEach(name -> own.put(name, properties.getProperty(name)));
        }
        return own;
    }
}
