package io.latchkey.workspace.registration;

import io.latchkey.edge.requests.Origin;
import io.latchkey.workspace.accounts.Account;
import io.latchkey.workspace.accounts.Accounts;
import io.latchkey.workspace.audit.Action;
import io.latchkey.workspace.audit.LogOf;
import io.latchkey.workspace.audit.Note;
import io.latchkey.workspace.audit.WriteAudit;
import io.latchkey.workspace.departure.Depart;
import io.latchkey.workspace.invitations.AcceptInvitations;
import io.latchkey.workspace.organizations.Organization;
import io.latchkey.workspace.organizations.Organizations;
import io.latchkey.workspace.workspaces.CreateWorkspace;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.hibernate.id.uuid.UuidVersion7Strategy;

/** Keeps what is known of accounts; a person seen for the first time gets an organization, a workspace and what waits for them. */
@ApplicationScoped
class FollowAccount {
    private final Accounts accounts;
    private final Organizations organizations;
    private final CreateWorkspace createWorkspace;
    private final AcceptInvitations acceptInvitations;
    private final Depart depart;
    private final WriteAudit writeAudit;
    private final Clock clock;

    FollowAccount(
            Accounts accounts,
            Organizations organizations,
            CreateWorkspace createWorkspace,
            AcceptInvitations acceptInvitations,
            Depart depart,
            WriteAudit writeAudit,
            Clock clock) {
        this.accounts = accounts;
        this.organizations = organizations;
        this.createWorkspace = createWorkspace;
        this.acceptInvitations = acceptInvitations;
        this.depart = depart;
        this.writeAudit = writeAudit;
        this.clock = clock;
    }

    Uni<Void> follow(AccountEvent event) {
        return Uni.createFrom()
                .deferred(() -> Panache.withTransaction(() -> accounts.locked(event.account())
                        .flatMap(known -> known == null ? add(event) : update(known, event))));
    }

    private Uni<Void> add(AccountEvent event) {
        // A suspended one, too: what came before its suspension may not be told any more.
        if (!event.isPerson() || event.isDeleted()) {
            return accounts.persistAndFlush(account(event)).replaceWithVoid();
        }
        return accounts.lockAddress(event.email())
                // Another instance may have been told of it, too, and was first.
                .flatMap(alone -> accounts.locked(event.account()))
                .flatMap(known -> known == null ? welcome(event) : update(known, event));
    }

    private static Account account(AccountEvent event) {
        Account account = new Account();
        account.id = event.account();
        account.kind = event.kind();
        tell(account, event);
        return account;
    }

    private Uni<Void> welcome(AccountEvent event) {
        return accounts.persistAndFlush(account(event))
                .flatMap(known -> firstOrganization(event))
                .flatMap(organization ->
                        createWorkspace.create(organization.id, Origin.event(event.account()), organization.name))
                .flatMap(created -> acceptInvitations.accept(event.account(), event.email(), event.isVerified()));
    }

    @RegisterForReflection
    record Made(String name, UUID owner) {}

    private Uni<Organization> firstOrganization(AccountEvent event) {
        Organization organization = new Organization();
        organization.id = UuidVersion7Strategy.INSTANCE.generateUuid(null);
        organization.name = event.company() == null ? event.displayName() : event.company();
        organization.owner = event.account();
        organization.createdAt = clock.instant();
        return organizations
                .persistAndFlush(organization)
                .call(made -> writeAudit.write(
                        new LogOf(made.id, null),
                        Origin.event(event.account()),
                        List.of(new Note(
                                Action.ORGANIZATION_CREATED, made.id, null, new Made(made.name, made.owner)))));
    }

    private Uni<Void> update(Account known, AccountEvent event) {
        if (event.revision() <= known.revision) {
            return Uni.createFrom().voidItem();
        }
        if (event.isDeleted() && event.isPerson()) {
            tell(known, event);
            return depart.depart(event.account());
        }
        boolean nowVerified = event.isPerson() && event.isVerified() && !known.emailVerified;
        tell(known, event);
        return nowVerified
                ? accounts.lockAddress(event.email())
                        .flatMap(locked -> acceptInvitations.accept(event.account(), event.email(), true))
                : Uni.createFrom().voidItem();
    }

    private static void tell(Account account, AccountEvent event) {
        account.email = event.email();
        account.emailVerified = event.isVerified();
        account.displayName = event.displayName();
        account.status = event.status();
        account.revision = event.revision();
    }
}
