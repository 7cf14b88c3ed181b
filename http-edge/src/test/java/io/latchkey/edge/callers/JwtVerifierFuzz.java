package io.latchkey.edge.callers;

import com.code_intelligence.jazzer.api.BugDetectors;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.smallrye.jwt.auth.principal.ParseException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

class JwtVerifierFuzz {
    /** The address and, as the fuzzer tells it, its name. */
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost");

    private static final int NOBODY_LISTENS = 1;

    private final JwtVerifier verifier = new JwtVerifier(new Trust());

    /** One issuer, whose keys nobody has. */
    private record Trust() implements TrustedIssuers {
        @Override
        public String audience() {
            return "latchkey";
        }

        @Override
        public Map<String, Issuer> issuers() {
            return Map.of("one", new Unreachable());
        }

        @Override
        public Duration clockSkew() {
            return Duration.ofSeconds(5);
        }

        @Override
        public Duration timeout() {
            return Duration.ofMillis(50);
        }

        @Override
        public Duration keysLifespan() {
            return Duration.ofMinutes(1);
        }
    }

    private record Unreachable() implements TrustedIssuers.Issuer {
        @Override
        public String name() {
            return "one";
        }

        @Override
        public String jwks() {
            return "http://127.0.0.1:" + NOBODY_LISTENS + "/jwks";
        }
    }

    @FuzzTest(maxDuration = "1m")
    void nothingIsVerifiedWithoutAKey(byte[] bytes) {
        // Keys are fetched from where they are configured to be; a token that leads anywhere else is a finding.
        BugDetectors.allowNetworkConnections((host, port) -> LOOPBACK.contains(host) && port == NOBODY_LISTENS);
        try {
            verifier.verify(new String(bytes, StandardCharsets.UTF_8));
        } catch (ParseException | IssuerKeysUnavailable refused) {
            return;
        }
        throw new AssertionError("verified");
    }
}
