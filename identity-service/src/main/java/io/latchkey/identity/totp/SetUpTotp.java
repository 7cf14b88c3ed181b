package io.latchkey.identity.totp;

import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import io.latchkey.edge.secrets.Sealing.Sealed;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.bouncycastle.util.encoders.Base32;

/** First the secret, then a code that shows it has arrived; only then is the second factor asked for. */
@ApplicationScoped
class SetUpTotp {
    private final SecondFactors factors;
    private final TotpKeys keys;
    private final TotpConfig config;
    private final SecureRandom random = new SecureRandom();

    SetUpTotp(SecondFactors factors, TotpKeys keys, TotpConfig config) {
        this.factors = factors;
        this.keys = keys;
        this.config = config;
    }

    /** @param uri for a QR code */
    record Secret(String secret, String uri) {
        @Override
        public String toString() {
            return "Secret[…]";
        }
    }

    @WithTransaction
    Uni<Secret> begin(UUID account) {
        byte[] secret = new byte[Totp.SECRET_BYTES];
        random.nextBytes(secret);
        return factors.locked(account)
                .flatMap(there -> {
                    if (there != null && there.active) {
                        throw Refused.because(Reason.CONFLICT, "There is a second factor already.");
                    }
                    SecondFactor factor = there == null ? new SecondFactor() : there;
                    factor.account = account;
                    Sealed sealed = keys.sealing().close(account, secret);
                    factor.secret = sealed.bytes();
                    factor.keyId = sealed.key();
                    return factors.persist(factor);
                })
                .map(kept -> shown(account, secret));
    }

    private Secret shown(UUID account, byte[] secret) {
        String base32 = Base32.toBase32String(secret).replace("=", "");
        String issuer =
                URLEncoder.encode(config.issuer(), StandardCharsets.UTF_8).replace("+", "%20");
        return new Secret(
                base32, "otpauth://totp/" + issuer + ":" + account + "?secret=" + base32 + "&issuer=" + issuer);
    }

    /** @return the recovery codes, which are shown this once */
    @WithTransaction
    Uni<List<String>> activate(UUID account, String code) {
        return factors.locked(account).map(factor -> {
            if (factor == null || factor.active) {
                throw Refused.because(Reason.CONFLICT, "There is no second factor that waits for its first code.");
            }
            OptionalLong step = factors.step(factor, code);
            if (step.isEmpty()) {
                throw Refused.field("code", "is wrong; check the clock of the device that makes it");
            }
            factor.active = true;
            factor.lastStep = step.getAsLong();
            return freshCodes(factor);
        });
    }

    @WithTransaction
    Uni<List<String>> newRecoveryCodes(UUID account) {
        return factors.locked(account).map(factor -> {
            if (factor == null || !factor.active) {
                throw Refused.because(Reason.CONFLICT, "There is no second factor.");
            }
            return freshCodes(factor);
        });
    }

    private List<String> freshCodes(SecondFactor factor) {
        List<String> codes = RecoveryCodes.fresh(random);
        factor.recovery = RecoveryCodes.hashes(codes);
        return codes;
    }

    @WithTransaction
    Uni<Void> remove(UUID account) {
        return factors.deleteById(account).replaceWithVoid();
    }
}
