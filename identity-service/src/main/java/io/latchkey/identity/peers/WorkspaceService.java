package io.latchkey.identity.peers;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

@RegisterRestClient(configKey = "workspace-service")
@Path("/v1")
interface WorkspaceService {
    @GET
    @Path("organizations/shared")
    Uni<JsonNode> sharedOrganizations(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String caller, @QueryParam("after") String after);

    @GET
    @Path("organizations")
    Uni<JsonNode> organizations(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String caller, @QueryParam("after") String after);

    @GET
    @Path("memberships")
    Uni<JsonNode> memberships(@HeaderParam(HttpHeaders.AUTHORIZATION) String caller, @QueryParam("after") String after);
}
