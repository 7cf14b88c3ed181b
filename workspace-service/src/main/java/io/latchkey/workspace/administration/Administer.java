package io.latchkey.workspace.administration;

import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import io.latchkey.workspace.accounts.Account;
import io.latchkey.workspace.accounts.Accounts;
import io.latchkey.workspace.audit.Action;
import io.latchkey.workspace.organizations.Administrator;
import io.latchkey.workspace.organizations.Administrators;
import io.latchkey.workspace.rights.Catalogue;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/** Makes and unmakes administrators; the owner's alone, but everybody may step down. */
@ApplicationScoped
class Administer {
    private final ChangeOrganization changeOrganization;
    private final Administrators administrators;
    private final Accounts accounts;
    private final Catalogue catalogue;
    private final Clock clock;

    Administer(
            ChangeOrganization changeOrganization,
            Administrators administrators,
            Accounts accounts,
            Catalogue catalogue,
            Clock clock) {
        this.changeOrganization = changeOrganization;
        this.administrators = administrators;
        this.accounts = accounts;
        this.catalogue = catalogue;
        this.clock = clock;
    }

    Uni<AdministratorView> add(UUID organization, String email, List<String> permissions) {
        String[] given = catalogue.organizationPermissions("permissions", permissions);
        return changeOrganization.change(organization, change -> {
            change.requireOwner();
            return accounts.activeByEmail(Accounts.normalized(email))
                    .onItem()
                    .ifNull()
                    .failWith(() -> Refused.field("email", "nobody has registered this address"))
                    .call(account -> isNew(change, account))
                    .flatMap(account -> add(change, account, given));
        });
    }

    private Uni<Void> isNew(OrganizationChange change, Account account) {
        return administrators
                .find(change.organization().id, account.id)
                .invoke(there -> {
                    if (there != null || account.id.equals(change.organization().owner)) {
                        throw Refused.because(Reason.CONFLICT, "This person acts for the organization already.");
                    }
                })
                .replaceWithVoid();
    }

    private Uni<AdministratorView> add(OrganizationChange change, Account account, String[] permissions) {
        Administrator administrator = new Administrator();
        administrator.id = new Administrator.Key(change.organization().id, account.id);
        administrator.permissions = permissions;
        administrator.since = clock.instant();
        AdministratorView view = AdministratorView.of(administrator, account);
        change.note(Action.ADMINISTRATOR_ADDED, account.id, null, view);
        change.standingChanged(account.id, StandingView.NONE, StandingView.of(permissions));
        return administrators.persist(administrator).replaceWith(view);
    }

    Uni<AdministratorView> change(UUID organization, UUID account, List<String> permissions) {
        String[] given = catalogue.organizationPermissions("permissions", permissions);
        return changeOrganization.change(
                organization,
                change -> find(change.requireOwner().organization().id, account)
                        .flatMap(administrator -> accounts.findById(account).map(known -> {
                            AdministratorView before = AdministratorView.of(administrator, known);
                            change.isAbout(before.representation());
                            change.standingChanged(
                                    account, StandingView.of(administrator.permissions), StandingView.of(given));
                            administrator.permissions = given;
                            AdministratorView after = AdministratorView.of(administrator, known);
                            change.note(Action.ADMINISTRATOR_CHANGED, account, before, after);
                            return after;
                        })));
    }

    Uni<Void> remove(UUID organization, UUID account) {
        return changeOrganization.change(organization, change -> {
            if (!account.equals(change.me())) {
                change.requireOwner();
            }
            return find(change.organization().id, account).flatMap(administrator -> {
                StandingView before = StandingView.of(administrator.permissions);
                change.isAbout(before);
                change.note(Action.ADMINISTRATOR_REMOVED, account, before, null);
                change.standingChanged(account, before, StandingView.NONE);
                return administrators.delete(administrator);
            });
        });
    }

    /** Needs a session. */
    Uni<Administrator> find(UUID organization, UUID account) {
        return administrators
                .find(organization, account)
                .onItem()
                .ifNull()
                .failWith(() -> Refused.because(Reason.NOT_FOUND, "There is no such administrator."));
    }
}
