package io.latchkey.token.keys;

import io.latchkey.edge.issuing.SigningKey;
import io.quarkus.runtime.Startup;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** The public keys that verify the JWTs gateways get for tokens (RFC 7517). Inside only; the gateway has no route here. */
@Startup
@Path("/.well-known/jwks.json")
@Tag(name = "Keys")
class KeysResource {
    private final Map<String, Object> keys;

    KeysResource(SigningKey key) {
        this.keys = key.publicKeys();
    }

    @GET
    @NonBlocking
    @PermitAll
    @Operation(summary = "The public keys that verify swapped tokens")
    public RestResponse<Map<String, Object>> keys() {
        return ResponseBuilder.ok(keys)
                .header(HttpHeaders.CACHE_CONTROL, "public, max-age=300")
                .build();
    }
}
