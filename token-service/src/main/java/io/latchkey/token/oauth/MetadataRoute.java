package io.latchkey.token.oauth;

import io.latchkey.edge.problems.Challenges;
import io.latchkey.token.permissions.Catalogue;
import io.latchkey.token.routes.Responses;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * For programs that only know the address: how it is protected (RFC 9728), and where decisions are to be had (AuthZEN 1.0
 * section 9). Not there while the public address is not configured, since a document with a wrong one is worse.
 */
@ApplicationScoped
class MetadataRoute {
    private static final String AUTHZEN_PATH = "/.well-known/authzen-configuration";

    private final Optional<URI> publicUrl;
    private final Catalogue catalogue;

    MetadataRoute(@ConfigProperty(name = "latchkey.public-url") Optional<URI> publicUrl, Catalogue catalogue) {
        this.publicUrl = publicUrl;
        this.catalogue = catalogue;
    }

    void route(@Observes Router router) {
        publicUrl.ifPresent(url -> {
            JsonObject resource = protectedResource(url);
            JsonObject authzen = authzen(url);
            router.get(Challenges.METADATA_PATH).handler(context -> Responses.json(context, resource));
            router.get(AUTHZEN_PATH).handler(context -> Responses.json(context, authzen));
        });
    }

    /** Section 2. There is no authorization server to name: tokens are made by their holders, not asked for. */
    private JsonObject protectedResource(URI url) {
        return new JsonObject()
                .put("resource", origin(url))
                .put("resource_name", "Latchkey")
                .put("bearer_methods_supported", new JsonArray().add("header"))
                .put("scopes_supported", new JsonArray(catalogue.names()));
    }

    private static JsonObject authzen(URI url) {
        return new JsonObject()
                .put("policy_decision_point", origin(url))
                .put(
                        "access_evaluation_endpoint",
                        url.resolve("/access/v1/evaluation").toString())
                .put(
                        "access_evaluations_endpoint",
                        url.resolve("/access/v1/evaluations").toString());
    }

    private static String origin(URI url) {
        return url.getScheme() + "://" + url.getAuthority();
    }
}
