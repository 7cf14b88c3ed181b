package io.latchkey.identity.peers;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

@RegisterRestClient(configKey = "token-service")
@Path("/v1")
interface TokenService {
    @GET
    @Path("tokens")
    Uni<JsonNode> tokens(@HeaderParam(HttpHeaders.AUTHORIZATION) String caller, @QueryParam("after") String after);
}
