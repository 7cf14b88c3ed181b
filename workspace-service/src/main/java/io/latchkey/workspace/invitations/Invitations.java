package io.latchkey.workspace.invitations;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
public class Invitations implements PanacheRepositoryBase<Invitation, UUID> {
    /** Where to find an invitation: it is read once its workspace is locked. */
    record Pending(UUID workspace, UUID id) {}

    /** In the order in which workspaces are locked. */
    Uni<List<Pending>> pendingFor(String email) {
        return Panache.getSession()
                .flatMap(session -> session.createQuery(
                                "select workspace, id from Invitation where email = :email and status = :status"
                                        + " order by workspace, id",
                                Object[].class)
                        .setParameter("email", email)
                        .setParameter("status", Invitation.PENDING)
                        .getResultList())
                .map(found -> found.stream()
                        .map(row -> new Pending((UUID) row[0], (UUID) row[1]))
                        .toList());
    }

    Uni<Long> sentSince(UUID workspace, Instant since) {
        return count("workspace = ?1 and sentAt > ?2", workspace, since);
    }

    /** Null where there is none; it may have expired. */
    Uni<Invitation> pending(UUID workspace, String email) {
        return find("workspace = ?1 and email = ?2 and status = ?3", workspace, email, Invitation.PENDING)
                .firstResult();
    }

    /** Only the id, so that the invitation is read once its workspace is locked. */
    Uni<UUID> workspaceOf(byte[] codeHash) {
        return Panache.getSession()
                .flatMap(session -> session.createQuery(
                                "select workspace from Invitation where codeHash = :hash", UUID.class)
                        .setParameter("hash", codeHash)
                        .getSingleResultOrNull());
    }

    Uni<Invitation> pendingByCode(byte[] codeHash) {
        return find("codeHash = ?1 and status = ?2", codeHash, Invitation.PENDING)
                .firstResult();
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
