package io.latchkey.workspace.peers;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.latchkey.edge.paging.Page;
import io.quarkus.rest.client.reactive.jackson.ClientObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestResponse;

@RegisterRestClient(configKey = "token-service")
@Path("/v1/tokens")
interface TokenService {
    /** A newer service tells more than is asked of it here. */
    @ClientObjectMapper
    static ObjectMapper passingOver(ObjectMapper usual) {
        return usual.copy().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    /** @param account null for the caller's own */
    record NewToken(String name, String description, UUID account, Instant expiresAt, TokenLimits limits) {}

    /** @param overlap ISO 8601; null for the usual one */
    record Rotation(String overlap, Instant expiresAt) {}

    record Revealed(String value) {
        @Override
        public String toString() {
            return "Revealed";
        }
    }

    @GET
    Uni<Page<TokenView>> list(
            @BeanParam AsCaller caller,
            @QueryParam("account") UUID account,
            @QueryParam("status") String status,
            @QueryParam("after") UUID after,
            @QueryParam("limit") int limit);

    @GET
    @Path("{token}")
    Uni<TokenView> get(@BeanParam AsCaller caller, @PathParam("token") UUID token);

    @GET
    @Path("{token}/audit-log")
    Uni<Page<TokenAuditEntry>> history(
            @BeanParam AsCaller caller,
            @PathParam("token") UUID token,
            @QueryParam("after") UUID after,
            @QueryParam("limit") int limit);

    @POST
    Uni<RestResponse<TokenView>> create(@BeanParam AsCaller caller, NewToken asked);

    @POST
    @Path("{token}/rotate")
    Uni<RestResponse<TokenView>> rotate(@BeanParam AsCaller caller, @PathParam("token") UUID token, Rotation asked);

    @POST
    @Path("{token}/reveal")
    Uni<Revealed> reveal(@BeanParam AsCaller caller, @PathParam("token") UUID token);

    @DELETE
    @Path("{token}")
    Uni<RestResponse<Void>> revoke(@BeanParam AsCaller caller, @PathParam("token") UUID token);

    @DELETE
    Uni<RestResponse<Void>> revokeAll(@BeanParam AsCaller caller, @QueryParam("account") UUID account);
}
