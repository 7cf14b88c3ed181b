package io.latchkey.workspace.departure;

import io.latchkey.edge.requests.Origin;
import io.latchkey.workspace.access.Change;
import io.latchkey.workspace.access.ChangeWorkspace;
import io.latchkey.workspace.access.Member;
import io.latchkey.workspace.access.Members;
import io.latchkey.workspace.access.Workspace;
import io.latchkey.workspace.access.Workspaces;
import io.latchkey.workspace.audit.Action;
import io.latchkey.workspace.audit.LogOf;
import io.latchkey.workspace.audit.Note;
import io.latchkey.workspace.audit.WriteAudit;
import io.latchkey.workspace.grants.GiveRights.Given;
import io.latchkey.workspace.grants.HeldView;
import io.latchkey.workspace.organizations.Administrators;
import io.latchkey.workspace.organizations.Organization;
import io.latchkey.workspace.organizations.Organizations;
import io.latchkey.workspace.workspaces.DeleteWorkspace;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Somebody's account is deleted: they leave every workspace and administer nothing; the workspaces of an organization in
 * which nobody else is end. One in which others are by now - it was handed on before, as a rule - goes on for them; an
 * operator gives it another owner.
 */
@ApplicationScoped
public class Depart {
    private static final Logger LOG = Logger.getLogger(Depart.class);

    private final Organizations organizations;
    private final Administrators administrators;
    private final Workspaces workspaces;
    private final Members members;
    private final ChangeWorkspace changeWorkspace;
    private final DeleteWorkspace deleteWorkspace;
    private final WriteAudit writeAudit;

    Depart(
            Organizations organizations,
            Administrators administrators,
            Workspaces workspaces,
            Members members,
            ChangeWorkspace changeWorkspace,
            DeleteWorkspace deleteWorkspace,
            WriteAudit writeAudit) {
        this.organizations = organizations;
        this.administrators = administrators;
        this.workspaces = workspaces;
        this.members = members;
        this.changeWorkspace = changeWorkspace;
        this.deleteWorkspace = deleteWorkspace;
        this.writeAudit = writeAudit;
    }

    /** Needs a transaction. Organizations are locked before workspaces, each in the order of ids, as everywhere. */
    public Uni<Void> depart(UUID account) {
        return organizations
                .idsConcerning(account)
                .flatMap(ids -> each(ids, id -> organizations.locked(id).replaceWithVoid())
                        .flatMap(locked -> workspaces.idsConcerning(account))
                        .call(concerned -> each(ids, id -> resign(id, account)))
                        .flatMap(concerned -> leave(concerned, account)));
    }

    private Uni<Void> resign(UUID organization, UUID account) {
        return organizations.findById(organization).flatMap(found -> resign(found, account));
    }

    private Uni<Void> leave(List<UUID> concerned, UUID account) {
        return Panache.getSession()
                .flatMap(session -> session.flush())
                .flatMap(flushed -> organizations.idsSharedBy(account))
                .invoke(shared -> shared.forEach(id -> LOG.warnf(
                        "organization %s is left without its owner, and others are in it: give it another", id)))
                .flatMap(shared ->
                        each(concerned, id -> workspaces.locked(id).flatMap(found -> leave(found, account, shared))));
    }

    private Uni<Void> resign(Organization organization, UUID account) {
        if (account.equals(organization.offeredTo)) {
            organization.offeredTo = null;
            organization.offeredAt = null;
        }
        return administrators
                .find(organization.id, account)
                .flatMap(administrator -> administrator == null
                        ? Uni.createFrom().voidItem()
                        : administrators
                                .delete(administrator)
                                .flatMap(gone -> writeAudit.write(
                                        new LogOf(organization.id, null),
                                        Origin.event(account),
                                        List.of(new Note(
                                                Action.ADMINISTRATOR_REMOVED,
                                                account,
                                                Set.of(administrator.permissions),
                                                null)))));
    }

    private Uni<Void> leave(Workspace workspace, UUID account, List<UUID> shared) {
        if (workspace.isDeleted()) {
            return Uni.createFrom().voidItem();
        }
        return organizations
                .findById(workspace.organization)
                .flatMap(organization -> changeWorkspace.unattended(
                        workspace,
                        Origin.event(account),
                        organization.owner.equals(account) && !shared.contains(organization.id)
                                ? change -> deleteWorkspace.all(change).replaceWithVoid()
                                : change -> leave(change, account)))
                .replaceWithVoid();
    }

    private Uni<Void> leave(Change change, UUID account) {
        change.standingsChanged(Set.of(account));
        return members.find(change.workspace().id, account).flatMap(member -> {
            if (member == null) {
                change.note(Action.STANDING_CHANGED, account, null, null);
                return Uni.createFrom().voidItem();
            }
            return remove(change, member);
        });
    }

    private Uni<Void> remove(Change change, Member member) {
        HeldView before = HeldView.of(member.rights, change.book().teamsOf(member.account()));
        change.note(Action.MEMBER_LEFT, member.account(), before, null);
        new Given(member.rights, List.of()).seat(change, member.account());
        change.memberRemoved(member);
        return members.delete(member);
    }

    private static Uni<Void> each(List<UUID> ids, Function<UUID, Uni<Void>> work) {
        return Multi.createFrom()
                .iterable(ids)
                .onItem()
                .transformToUniAndConcatenate(work::apply)
                .collect()
                .last()
                .replaceWithVoid();
    }
}
