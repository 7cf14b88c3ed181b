package io.latchkey.workspace.administration;

import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import io.latchkey.edge.requests.Origin;
import io.latchkey.workspace.accounts.Account;
import io.latchkey.workspace.accounts.Accounts;
import io.latchkey.workspace.audit.Action;
import io.latchkey.workspace.organizations.Administrator;
import io.latchkey.workspace.organizations.Administrators;
import io.latchkey.workspace.organizations.Organization;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.UUID;

/** An organization changes hands once its owner has offered it and the other has accepted. */
@ApplicationScoped
class TransferOwnership {
    private final ChangeOrganization changeOrganization;
    private final Administrators administrators;
    private final Accounts accounts;
    private final Clock clock;

    TransferOwnership(
            ChangeOrganization changeOrganization, Administrators administrators, Accounts accounts, Clock clock) {
        this.changeOrganization = changeOrganization;
        this.administrators = administrators;
        this.accounts = accounts;
        this.clock = clock;
    }

    /** Whoever was asked before is asked no more. */
    Uni<Organization> offer(UUID organization, String email) {
        return changeOrganization.change(organization, change -> {
            change.requireOwner();
            return accounts.activeByEmail(Accounts.normalized(email))
                    .onItem()
                    .ifNull()
                    .failWith(() -> Refused.field("email", "nobody has registered this address"))
                    .map(account -> offer(change, account));
        });
    }

    private Organization offer(OrganizationChange change, Account account) {
        Organization organization = change.organization();
        if (account.id.equals(organization.owner)) {
            throw Refused.because(Reason.CONFLICT, "This person owns the organization already.");
        }
        change.note(Action.OWNERSHIP_OFFERED, account.id, null, StandingView.OWNER);
        organization.offeredTo = account.id;
        organization.offeredAt = clock.instant();
        return organization;
    }

    /** By the owner, who withdraws it, or by who was asked and declines. */
    Uni<Void> end(UUID organization) {
        return changeOrganization.change(organization, change -> {
            if (!change.me().equals(change.organization().offeredTo)) {
                change.requireOwner();
            }
            requireOffer(change);
            change.note(Action.OWNERSHIP_DECLINED, change.organization().offeredTo, StandingView.OWNER, null);
            forget(change.organization());
            return Uni.createFrom().voidItem();
        });
    }

    /** Who was the owner keeps memberships in workspaces, and nothing else. */
    Uni<Organization> accept(UUID organization) {
        return changeOrganization.change(organization, change -> {
            requireOffer(change);
            if (!change.me().equals(change.organization().offeredTo)) {
                throw Refused.because(Reason.NOT_ALLOWED, "It is offered to somebody else.");
            }
            return administrators
                    .find(organization, change.me())
                    .call(was -> was == null ? Uni.createFrom().voidItem() : administrators.delete(was))
                    .map(was -> hand(change, change.me(), was));
        });
    }

    /** By an operator, where whoever owned it cannot any more. */
    Uni<Organization> give(UUID organization, String email, Origin origin) {
        return changeOrganization.byOperator(
                organization,
                origin,
                change -> accounts.activeByEmail(Accounts.normalized(email))
                        .onItem()
                        .ifNull()
                        .failWith(() -> Refused.field("email", "nobody has registered this address"))
                        .flatMap(account -> administrators
                                .find(organization, account.id)
                                .call(was -> was == null ? Uni.createFrom().voidItem() : administrators.delete(was))
                                .map(was -> hand(change, account.id, was))));
    }

    /** @param was administrator before; null for none */
    private static Organization hand(OrganizationChange change, UUID to, Administrator was) {
        Organization organization = change.organization();
        UUID from = organization.owner;
        if (to.equals(from)) {
            throw Refused.because(Reason.CONFLICT, "This person owns the organization already.");
        }
        StandingView before = was == null ? StandingView.NONE : StandingView.of(was.permissions);
        change.note(Action.OWNERSHIP_ACCEPTED, to, new Owner(from), new Owner(to));
        change.standingChanged(from, StandingView.OWNER, StandingView.NONE);
        change.standingChanged(to, before, StandingView.OWNER);
        organization.owner = to;
        forget(organization);
        return organization;
    }

    @RegisterForReflection
    record Owner(UUID owner) {}

    private static void requireOffer(OrganizationChange change) {
        if (change.organization().offeredTo == null) {
            throw Refused.because(Reason.NOT_FOUND, "The organization is offered to nobody.");
        }
    }

    private static void forget(Organization organization) {
        organization.offeredTo = null;
        organization.offeredAt = null;
    }
}
