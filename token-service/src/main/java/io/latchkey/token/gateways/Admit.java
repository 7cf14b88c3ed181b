package io.latchkey.token.gateways;

import io.latchkey.edge.callers.JwtVerifier;
import io.latchkey.edge.problems.Challenges;
import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import io.latchkey.token.check.Answer;
import io.latchkey.token.check.Check;
import io.latchkey.token.check.Question;
import io.latchkey.token.gateways.Admission.Deny;
import io.latchkey.token.oauth.SwapToken;
import io.latchkey.token.permissions.Catalogue;
import io.latchkey.token.tokens.TokenValue;
import io.latchkey.token.uses.Via;
import io.smallrye.jwt.auth.principal.ParseException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.function.Supplier;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;

/**
 * What a gateway asks before it lets a request through. A token is checked and swapped for a JWT; a session's JWT is
 * verified, checked, and passed on as it is.
 */
@ApplicationScoped
class Admit {
    private final Check check;
    private final SwapToken swapToken;
    private final JwtVerifier verifier;
    private final Catalogue catalogue;
    private final Vertx vertx;
    private final Deny noCredential;
    private final Deny noGood;
    private final Deny notEnough;

    Admit(
            Check check,
            SwapToken swapToken,
            JwtVerifier verifier,
            Catalogue catalogue,
            Vertx vertx,
            Challenges challenges) {
        this.check = check;
        this.swapToken = swapToken;
        this.verifier = verifier;
        this.catalogue = catalogue;
        this.vertx = vertx;
        this.noCredential = new Deny(Reason.NOT_AUTHENTICATED, challenges.missing(), "This needs a token.");
        this.noGood = new Deny(Reason.NOT_AUTHENTICATED, challenges.invalidToken(), "This token is no good.");
        this.notEnough = new Deny(Reason.NOT_ALLOWED, challenges.insufficientScope(), "This token may not do this.");
    }

    /** What the gateway requires of the request; each may be null. */
    record Required(String workspace, String permission, String device, String atLeast) {}

    /**
     * Fails with {@link Refused} where it cannot be decided, or where what is required makes no sense.
     *
     * @param authorization the request's header; null for none
     * @param source the request's address; null where it is not known
     */
    Future<Admission> admit(String authorization, Required required, String source) {
        String credential = Credential.of(authorization).orElse(null);
        if (credential == null) {
            return Future.succeededFuture(noCredential);
        }
        Question question;
        try {
            question = Question.of(
                    credential,
                    required.workspace(),
                    required.permission(),
                    required.device(),
                    source,
                    required.atLeast(),
                    catalogue);
        } catch (Refused e) {
            return Future.failedFuture(e);
        }
        return credential.startsWith(TokenValue.PREFIX) ? byToken(question) : bySession(question);
    }

    private Future<Admission> byToken(Question question) {
        return check.check(question, Via.FORWARD_AUTH)
                .map(answer -> admission(answer, () -> swapToken.swap(answer.token())));
    }

    /** Off the event loop: verifying may have to fetch the issuer's keys. */
    private Future<Admission> bySession(Question question) {
        return vertx.executeBlocking(() -> verified(question.token()), false)
                .flatMap(claims -> claims == null
                        ? Future.succeededFuture(noGood)
                        : check.checkSession(account(claims), question)
                                .map(answer -> admission(answer, question::token)));
    }

    private JwtClaims verified(String jwt) {
        try {
            return verifier.verify(jwt);
        } catch (ParseException e) {
            return null;
        }
    }

    private static UUID account(JwtClaims claims) {
        try {
            return UUID.fromString(claims.getSubject());
        } catch (MalformedClaimException e) {
            throw new IllegalStateException("a verified JWT has a subject", e);
        }
    }

    private Admission admission(Answer answer, Supplier<String> jwt) {
        if (answer.isAllowed()) {
            return new Admission.Pass(
                    jwt.get(), answer.token().account(), answer.token().kind().toString(), answer.workspace());
        }
        return answer.verdict().isAboutTheToken() ? noGood : notEnough;
    }
}
