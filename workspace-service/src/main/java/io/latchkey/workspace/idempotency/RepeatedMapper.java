package io.latchkey.workspace.idempotency;

import io.latchkey.edge.revisions.Revision;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

@Provider
final class RepeatedMapper implements ExceptionMapper<Repeated> {
    @Override
    public Response toResponse(Repeated repeated) {
        Response.ResponseBuilder answer = Response.status(repeated.status());
        if (repeated.body() != null) {
            answer.entity(repeated.body()).type(MediaType.APPLICATION_JSON_TYPE);
        }
        if (repeated.location() != null) {
            answer.header(HttpHeaders.LOCATION, repeated.location());
        }
        if (repeated.revision() != null) {
            answer.header(Revision.HEADER, repeated.revision());
        }
        return answer.build();
    }
}
