package io.latchkey.workspace.auditlog;

import io.latchkey.edge.paging.Page;
import io.latchkey.workspace.graphql.Answers;
import io.smallrye.mutiny.Uni;
import java.util.UUID;
import org.eclipse.microprofile.graphql.DefaultValue;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;

/** {@link WorkspaceAuditResource} as GraphQL: its methods are what is called. */
@GraphQLApi
public class AuditApi {
    private final WorkspaceAuditResource auditLog;
    private final Answers answers;

    AuditApi(WorkspaceAuditResource auditLog, Answers answers) {
        this.auditLog = auditLog;
        this.answers = answers;
    }

    @Query
    @Description("What was done in a workspace; before and after are JSON")
    public Uni<Page<AuditEntryView>> auditLog(
            @NonNull UUID workspace,
            UUID actor,
            String action,
            String target,
            String since,
            String until,
            UUID after,
            @DefaultValue("100") int limit) {
        return answers.inTurn(
                () -> auditLog.list(workspace, Wanted.of(actor, action, target, since, until), after, limit));
    }
}
