package io.latchkey.workspace.invitations;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
public class Invitations implements PanacheRepositoryBase<Invitation, UUID> {
    Uni<List<Invitation>> pendingFor(String email) {
        return list("email = ?1 and status = ?2 order by workspace, id", email, Invitation.PENDING);
    }

    Uni<Boolean> isPending(UUID workspace, String email) {
        return count("workspace = ?1 and email = ?2 and status = ?3", workspace, email, Invitation.PENDING)
                .map(count -> count > 0);
    }

    Uni<List<Invitation>> page(UUID workspace, UUID after, int limit) {
        return find("workspace = ?1 and id > ?2 order by id", workspace, after)
                .page(0, limit)
                .list();
    }

    Uni<Invitation> find(UUID workspace, UUID id) {
        return find("workspace = ?1 and id = ?2", workspace, id).firstResult();
    }
}
