package io.latchkey.workspace.peers;

import io.latchkey.edge.requests.RequestIds;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.core.HttpHeaders;

/** Whom a service that is asked takes the request to be from: its audit logs and its answers tell of the caller. */
public class AsCaller {
    @HeaderParam(HttpHeaders.AUTHORIZATION)
    public String authorization;

    @HeaderParam(RequestIds.HEADER)
    public String requestId;

    /** The caller's network address; believed where workspace-service is one of the trusted proxies. */
    @HeaderParam("X-Forwarded-For")
    public String source;

    @HeaderParam(HttpHeaders.IF_MATCH)
    public String condition;
}
