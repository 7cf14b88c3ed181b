package io.latchkey.workspace.access;

import io.latchkey.edge.revisions.Revision;
import java.net.URI;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.RestResponse.Status;

/** What a change made, and the revision that holds it. */
public record Changed<T>(T value, Revision revision) {
    public <R> Changed<R> map(Function<T, R> view) {
        return new Changed<>(view.apply(value), revision);
    }

    public RestResponse<T> created(String location) {
        return ResponseBuilder.create(Status.CREATED, value)
                .location(URI.create(location))
                .header(Revision.HEADER, revision)
                .build();
    }

    public RestResponse<T> ok() {
        return ResponseBuilder.ok(value).header(Revision.HEADER, revision).build();
    }

    public RestResponse<Void> noContent() {
        return ResponseBuilder.<Void>create(Status.NO_CONTENT)
                .header(Revision.HEADER, revision)
                .build();
    }
}
