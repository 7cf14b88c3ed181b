package io.latchkey.command;

import io.latchkey.command.Services.Service;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "keys",
        description = "Rotates keys, with docs/runbooks/rotate-keys.md: new ones, and how far a rotation is.",
        mixinStandardHelpOptions = true,
        subcommands = {Keys.New.class, Keys.Status.class})
class Keys implements Runnable {
    private static final int KEY_BYTES = 32;

    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new picocli.CommandLine.ParameterException(spec.commandLine(), "say new or status");
    }

    /** What is rotated, and the setting that holds it. */
    enum Kind {
        PEPPER("latchkey.tokens.pepper"),
        ENCRYPTION("latchkey.tokens.encryption"),
        TOTP("latchkey.totp.encryption"),
        AUDIT("latchkey.audit.key"),
        SIGNING("latchkey.signing");

        final String setting;

        Kind(String setting) {
            this.setting = setting;
        }
    }

    @Command(
            name = "new",
            description = "Prints a fresh key as the settings that take it; it is kept nowhere.",
            mixinStandardHelpOptions = true)
    static class New implements Runnable {
        @ParentCommand
        Keys keys;

        @Parameters(paramLabel = "KIND", description = "${COMPLETION-CANDIDATES}, in any case")
        Kind kind;

        @Override
        public void run() {
            keys.spec.commandLine().getOut().println(kind == Kind.SIGNING ? signing() : secret());
            keys.spec.commandLine().getOut().flush();
        }

        private String secret() {
            byte[] key = new byte[KEY_BYTES];
            new SecureRandom().nextBytes(key);
            return "# first beside the present key, as .retired; once that is out everywhere, the other way round\n"
                    + kind.setting + ".current=" + Base64.getEncoder().encodeToString(key);
        }

        private static String signing() {
            try {
                EllipticCurveJsonWebKey key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
                key.setKeyId(key.calculateBase64urlEncodedThumbprint("SHA-256"));
                key.setAlgorithm(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
                key.setUse("sig");
                return "# first everywhere, so that all know it\n"
                        + "latchkey.signing.published[0]=" + key.toJson(OutputControlLevel.PUBLIC_ONLY) + "\n"
                        + "# then in the place of the present one\n"
                        + "latchkey.signing.jwk=" + key.toJson(OutputControlLevel.INCLUDE_PRIVATE);
            } catch (JoseException e) {
                throw new IllegalStateException("every JDK has P-256", e);
            }
        }
    }

    @Command(
            name = "status",
            description = "Shows how many tokens are still under retired keys of token-service.",
            mixinStandardHelpOptions = true)
    static class Status implements Runnable {
        private static final Map<String, String> METRICS = Map.of(
                "latchkey_tokens_retired_pepper", "live tokens under a retired pepper",
                "latchkey_tokens_retired_encryption", "live tokens under a retired encryption key");

        @Mixin
        Services services;

        @ParentCommand
        Keys keys;

        @Override
        public void run() {
            String metrics = services.metrics(Service.TOKEN);
            METRICS.entrySet()
                    .forEach(metric ->
                            keys.spec.commandLine().getOut().print(Metric.row("token-service", metric, metrics)));
            keys.spec.commandLine().getOut().flush();
        }
    }
}
