package io.latchkey.workspace.idempotency;

import io.latchkey.edge.requests.IdempotencyKey;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/** Describes the key of every POST by somebody known. */
public final class KeyParameter implements OASFilter {
    @Override
    public void filterOpenAPI(OpenAPI document) {
        document.getPaths().getPathItems().forEach((path, item) -> {
            boolean takesOne = path.startsWith("/v1/workspaces") || path.startsWith("/v1/organizations");
            if (item.getPOST() != null && takesOne) {
                item.getPOST()
                        .addParameter(OASFactory.createParameter()
                                .name(IdempotencyKey.HEADER)
                                .in(Parameter.In.HEADER)
                                .description(
                                        "Of one's own choice: for a day, the same request with the same key gets the same"
                                                + " answer and does nothing more")
                                .schema(OASFactory.createSchema().addType(SchemaType.STRING)));
            }
        });
    }
}
