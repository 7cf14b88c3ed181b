package io.latchkey.edge.requests;

import io.latchkey.edge.callers.Caller;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** The origin of the request under way. */
@RequestScoped
public class RequestOrigin {
    private final Caller caller;
    private final JsonWebToken jwt;
    private final RoutingContext context;

    public RequestOrigin(Caller caller, JsonWebToken jwt, RoutingContext context) {
        this.caller = caller;
        this.jwt = jwt;
        this.context = context;
    }

    /** Of somebody who has shown in another way that they may. */
    public Origin anonymous() {
        return Origin.request(null, null, context);
    }

    public Origin get() {
        return Origin.request(caller.account(), jwt, context);
    }
}
