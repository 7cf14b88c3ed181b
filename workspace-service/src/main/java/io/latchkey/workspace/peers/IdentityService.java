package io.latchkey.workspace.peers;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.latchkey.edge.paging.Page;
import io.quarkus.rest.client.reactive.jackson.ClientObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestResponse;

@RegisterRestClient(configKey = "identity-service")
@Path("/v1")
interface IdentityService {
    /** A newer service tells more than is asked of it here. */
    @ClientObjectMapper
    static ObjectMapper passingOver(ObjectMapper usual) {
        return usual.copy().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    record AccountChange(String displayName) {}

    @GET
    @Path("account")
    Uni<AccountView> account(@BeanParam AsCaller caller);

    @PATCH
    @Path("account")
    Uni<RestResponse<AccountView>> change(@BeanParam AsCaller caller, AccountChange change);

    @DELETE
    @Path("account")
    Uni<RestResponse<AccountView>> delete(@BeanParam AsCaller caller);

    @GET
    @Path("sessions")
    Uni<Page<SessionView>> sessions(@BeanParam AsCaller caller);

    @DELETE
    @Path("sessions")
    Uni<RestResponse<Void>> logOutElsewhere(@BeanParam AsCaller caller);

    @DELETE
    @Path("sessions/{session}")
    Uni<RestResponse<Void>> end(@BeanParam AsCaller caller, @PathParam("session") UUID session);
}
