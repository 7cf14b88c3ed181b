package io.latchkey.workspace.invitations;

import io.latchkey.edge.requests.Origin;
import io.latchkey.workspace.access.Change;
import io.latchkey.workspace.access.ChangeWorkspace;
import io.latchkey.workspace.access.Member;
import io.latchkey.workspace.access.Members;
import io.latchkey.workspace.access.Workspaces;
import io.latchkey.workspace.audit.Action;
import io.latchkey.workspace.devices.Devices;
import io.latchkey.workspace.grants.GiveRights.Given;
import io.latchkey.workspace.grants.HeldView;
import io.latchkey.workspace.rights.Rights;
import io.latchkey.workspace.rights.Team;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Somebody has registered an invited address: they join every workspace that waits for it. */
@ApplicationScoped
public class AcceptInvitations {
    private final Invitations invitations;
    private final Workspaces workspaces;
    private final Members members;
    private final Devices devices;
    private final ChangeWorkspace changeWorkspace;
    private final Clock clock;

    AcceptInvitations(
            Invitations invitations,
            Workspaces workspaces,
            Members members,
            Devices devices,
            ChangeWorkspace changeWorkspace,
            Clock clock) {
        this.invitations = invitations;
        this.workspaces = workspaces;
        this.members = members;
        this.devices = devices;
        this.changeWorkspace = changeWorkspace;
        this.clock = clock;
    }

    /** Needs a transaction. */
    public Uni<Void> accept(UUID account, String email) {
        return invitations.pendingFor(email).flatMap(pending -> {
            Uni<Void> all = Uni.createFrom().voidItem();
            for (Invitation invitation : pending) {
                all = all.flatMap(before -> accept(account, invitation));
            }
            return all;
        });
    }

    private Uni<Void> accept(UUID account, Invitation invitation) {
        return workspaces
                .locked(invitation.workspace)
                .flatMap(workspace -> !workspace.isDeleted()
                        ? changeWorkspace.unattended(
                                workspace, Origin.event(account), change -> join(change, account, invitation))
                        : Uni.createFrom().nullItem())
                .replaceWithVoid();
    }

    private Uni<Member> join(Change change, UUID account, Invitation invitation) {
        invitation.status = Invitation.ACCEPTED;
        invitation.account = account;
        List<UUID> wanted = Arrays.asList(invitation.teams);
        List<Team> teams = change.book().teams().stream()
                .filter(team -> wanted.contains(team.id))
                .toList();
        return withoutLostDevices(invitation).flatMap(rights -> {
            Member member = Member.person(invitation.workspace, account, rights, clock.instant());
            new Given(rights, teams).seat(change, account);
            change.memberChanged(member);
            change.note(Action.MEMBER_JOINED, account, null, HeldView.of(rights, teams));
            return members.persist(member);
        });
    }

    /** A device may have been removed while the invitation waited. */
    private Uni<Rights> withoutLostDevices(Invitation invitation) {
        Rights rights = invitation.rights;
        return devices.missing(invitation.workspace, rights.devices()).map(lost -> {
            Set<UUID> left = new HashSet<>(rights.devices());
            left.removeAll(lost);
            rights.deviceIds = left.toArray(UUID[]::new);
            return rights;
        });
    }
}
