package io.latchkey.identity.keys;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.latchkey.edge.issuing.SigningConfig;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/**
 * Where a library finds what it needs to verify sessions' JWTs (OpenID Connect Discovery 1.0 section 3, RFC 8414). There is
 * no authorization endpoint: people log in over this service's own API.
 */
@Path("/.well-known/openid-configuration")
@Tag(name = "Keys")
class DiscoveryResource {
    private final String issuer;
    private final Optional<String> publicUrl;

    DiscoveryResource(SigningConfig signing, @ConfigProperty(name = "latchkey.public-url") Optional<String> publicUrl) {
        this.issuer = signing.issuer().orElseThrow();
        this.publicUrl = publicUrl;
    }

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Discovery(
            String issuer,
            String jwksUri,
            List<String> idTokenSigningAlgValuesSupported,
            List<String> subjectTypesSupported,
            List<String> responseTypesSupported,
            List<String> claimsSupported) {}

    @GET
    @NonBlocking
    @PermitAll
    @Operation(summary = "Where the keys are that verify access tokens")
    public RestResponse<Discovery> discovery(UriInfo uri) {
        String base = publicUrl.orElseGet(() -> uri.getBaseUri().toString()).replaceAll("/$", "");
        Discovery discovery = new Discovery(
                issuer,
                base + "/.well-known/jwks.json",
                List.of("ES256"),
                List.of("public"),
                List.of("none"),
                List.of("iss", "sub", "aud", "exp", "iat", "jti", "client_id", "kind", "sid", "auth_time"));
        return ResponseBuilder.ok(discovery)
                .header(HttpHeaders.CACHE_CONTROL, "public, max-age=300")
                .build();
    }
}
