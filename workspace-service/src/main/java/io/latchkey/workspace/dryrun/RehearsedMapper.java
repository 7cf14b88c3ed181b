package io.latchkey.workspace.dryrun;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

@Provider
final class RehearsedMapper implements ExceptionMapper<Rehearsed> {
    @Override
    public Response toResponse(Rehearsed rehearsed) {
        return Response.ok(rehearsed.found(), MediaType.APPLICATION_JSON_TYPE).build();
    }
}
