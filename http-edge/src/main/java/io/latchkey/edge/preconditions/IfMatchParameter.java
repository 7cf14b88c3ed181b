package io.latchkey.edge.preconditions;

import java.util.Set;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/** Describes the condition of every change of a thing that is there. */
public final class IfMatchParameter implements OASFilter {
    private static final Set<PathItem.HttpMethod> CHANGES =
            Set.of(PathItem.HttpMethod.PATCH, PathItem.HttpMethod.PUT, PathItem.HttpMethod.DELETE);

    @Override
    public void filterOpenAPI(OpenAPI document) {
        document.getPaths().getPathItems().forEach((path, item) -> {
            boolean oneThing = path.startsWith("/v1/workspaces/{workspace}")
                    || path.startsWith("/v1/organizations/{organization}");
            if (oneThing) {
                item.getOperations().forEach((method, operation) -> {
                    if (CHANGES.contains(method)) {
                        describe(operation);
                    }
                });
            }
        });
    }

    private static void describe(Operation operation) {
        operation.addParameter(OASFactory.createParameter()
                .name("If-Match")
                .in(Parameter.In.HEADER)
                .description("The ETag that it was read with")
                .schema(OASFactory.createSchema().addType(SchemaType.STRING)));
        operation
                .getResponses()
                .addAPIResponse(
                        "412", OASFactory.createAPIResponse().description("It was changed meanwhile; read it again"));
    }
}
