package io.latchkey.token.leaks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import io.latchkey.token.audit.By;
import io.latchkey.token.tokens.RevokeByValue;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.server.Cancellable;

/**
 * GitHub's secret scanning partner program: what GitHub found in public repositories, signed over the body as it came
 * (ECDSA, P-256, SHA-256).
 */
@Path("/v1/tokens/leaked/github")
@Cancellable(false)
@Tag(name = "Tokens")
class GithubResource {
    private static final Logger LOG = Logger.getLogger(GithubResource.class);
    private static final int MOST = 1000;

    private final RevokeByValue revokeByValue;
    private final ReportThrottle throttle;
    private final GithubKeys keys;
    private final ObjectMapper json;
    private final Vertx vertx;

    GithubResource(
            RevokeByValue revokeByValue, ReportThrottle throttle, GithubKeys keys, ObjectMapper json, Vertx vertx) {
        this.revokeByValue = revokeByValue;
        this.throttle = throttle;
        this.keys = keys;
        this.json = json;
        this.vertx = vertx;
    }

    @POST
    @PermitAll
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Leaked tokens, as GitHub's secret scanning reports them",
            description = "A list of {token, type, url, source}, signed by GitHub. Real ones are revoked before this is"
                    + " answered.")
    @APIResponse(responseCode = "204", description = "Whatever was real is good for nothing now")
    @APIResponse(responseCode = "401", description = "GitHub did not sign this")
    @APIResponse(responseCode = "404", description = "GitHub's keys are not configured (latchkey.leaks.github.keys)")
    public Uni<Void> report(
            byte[] body,
            @RestHeader("Github-Public-Key-Identifier") String key,
            @RestHeader("Github-Public-Key-Signature") String signature,
            @Context HttpServerRequest request) {
        if (!keys.areConfigured()) {
            throw Refused.because(Reason.NOT_FOUND, "There is nothing here.");
        }
        throttle.admit(request.remoteAddress().hostAddress());
        // Off the event loop: GitHub's keys may have to be fetched.
        return UniHelper.toUni(vertx.executeBlocking(() -> isSigned(body, key, signature), false))
                .flatMap(signed -> {
                    if (!signed) {
                        throw Refused.because(Reason.NOT_AUTHENTICATED, "This is not signed by GitHub.");
                    }
                    return revoke(found(body));
                });
    }

    private boolean isSigned(byte[] body, String key, String signature) {
        if (key == null || signature == null) {
            return false;
        }
        return keys.find(key).map(found -> verifies(found, body, signature)).orElse(false);
    }

    private static boolean verifies(PublicKey key, byte[] body, String signature) {
        try {
            Signature verifier = Signature.getInstance("SHA256withECDSA");
            verifier.initVerify(key);
            verifier.update(body);
            return verifier.verify(Base64.getDecoder().decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    /** What else GitHub says, such as where each was found, is for people and in GitHub's own alerts. */
    private List<String> found(byte[] body) {
        try {
            JsonNode list = json.readTree(body);
            if (!list.isArray() || list.size() > MOST) {
                throw Refused.field("body", "must be a list of at most " + MOST);
            }
            List<String> found = new ArrayList<>();
            list.forEach(one -> found.add(one.path("token").asText()));
            return found;
        } catch (IOException e) {
            throw Refused.field("body", "is not JSON");
        }
    }

    private Uni<Void> revoke(List<String> found) {
        return revokeByValue
                .revoke(found, By.outsider("github"))
                .invoke(revoked ->
                        revoked.forEach(id -> LOG.warnf("token %s was reported by GitHub as leaked and revoked", id)))
                .replaceWithVoid();
    }
}
