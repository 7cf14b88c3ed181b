package io.latchkey.workspace.openapi;

import io.latchkey.edge.openapi.CommonAnswers;
import io.latchkey.edge.preconditions.IfMatchParameter;
import io.latchkey.workspace.dryrun.DryRunParameter;
import io.latchkey.workspace.idempotency.KeyParameter;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;

/** What no resource needs to say of itself; only one filter can be configured. */
public final class Descriptions implements OASFilter {
    private final OASFilter answers = new CommonAnswers();
    private final OASFilter dryRun = new DryRunParameter();
    private final OASFilter key = new KeyParameter();
    private final OASFilter ifMatch = new IfMatchParameter();

    @Override
    public Operation filterOperation(Operation operation) {
        return answers.filterOperation(operation);
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        dryRun.filterOpenAPI(document);
        ifMatch.filterOpenAPI(document);
        key.filterOpenAPI(document);
        answers.filterOpenAPI(document);
    }
}
