package io.latchkey.workspace.invitations;

import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import io.latchkey.workspace.access.Change;
import io.latchkey.workspace.access.Member;
import io.latchkey.workspace.access.Members;
import io.latchkey.workspace.audit.Action;
import io.latchkey.workspace.devices.Devices;
import io.latchkey.workspace.grants.GiveRights.Given;
import io.latchkey.workspace.grants.HeldView;
import io.latchkey.workspace.organizations.Standing;
import io.latchkey.workspace.organizations.Standings;
import io.latchkey.workspace.rights.EffectiveRights;
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
import java.util.stream.Stream;

/** An invitation becomes a membership, with what it gives now: if whoever invited may still give that. */
@ApplicationScoped
class Joining {
    private final Members members;
    private final Devices devices;
    private final Standings standings;
    private final Clock clock;

    Joining(Members members, Devices devices, Standings standings, Clock clock) {
        this.members = members;
        this.devices = devices;
        this.standings = standings;
        this.clock = clock;
    }

    Uni<Member> join(Change change, UUID account, Invitation invitation) {
        List<UUID> wanted = Arrays.asList(invitation.teams);
        List<Team> teams = change.book().teams().stream()
                .filter(team -> wanted.contains(team.id))
                .toList();
        return withPresentDevices(invitation)
                .call(rights -> inviterMayGive(change, invitation, rights, teams))
                .flatMap(rights -> members.find(invitation.workspace, account).flatMap(there -> {
                    if (there != null) {
                        throw Refused.because(Reason.CONFLICT, "This person is a member already.");
                    }
                    return add(change, account, invitation, rights, teams);
                }));
    }

    private Uni<Member> add(Change change, UUID account, Invitation invitation, Rights rights, List<Team> teams) {
        invitation.status = Invitation.ACCEPTED;
        invitation.account = account;
        invitation.codeHash = null;
        Member member = Member.person(invitation.workspace, account, rights, clock.instant());
        new Given(rights, teams).seat(change, account);
        change.memberChanged(member);
        change.note(Action.MEMBER_JOINED, account, null, HeldView.of(rights, teams));
        return members.persist(member);
    }

    /** While the invitation waited a device may have been removed, and others may have got a tag. */
    private Uni<Rights> withPresentDevices(Invitation invitation) {
        Rights rights = invitation.rights;
        return devices.missing(invitation.workspace, rights.listed()).flatMap(lost -> {
            Set<UUID> left = new HashSet<>(rights.listed());
            left.removeAll(lost);
            rights.deviceIds = left.toArray(UUID[]::new);
            return devices.withTags(invitation.workspace, rights.deviceTags).map(tagged -> {
                rights.taggedDeviceIds = tagged.toArray(UUID[]::new);
                return rights;
            });
        });
    }

    private Uni<Void> inviterMayGive(Change change, Invitation invitation, Rights rights, List<Team> teams) {
        UUID inviter = invitation.invitedBy;
        return standings
                .of(change.workspace().organization, inviter)
                .flatMap(standing -> members.find(invitation.workspace, inviter).invoke(member -> {
                    if (!mayGive(change, member, standing, rights, teams)) {
                        throw Refused.because(
                                Reason.CONFLICT,
                                "Whoever sent this invitation may not give these rights any more; ask for a new one.");
                    }
                }))
                .replaceWithVoid();
    }

    private static boolean mayGive(Change change, Member inviter, Standing standing, Rights rights, List<Team> teams) {
        boolean owner = standing.owner() || inviter != null && inviter.rights.isOwner();
        if (owner) {
            return true;
        }
        if (rights.isOwner()) {
            return false;
        }
        if (standing.has("members")) {
            return true;
        }
        EffectiveRights wanted = change.book().effective(rights, teams);
        EffectiveRights held =
                inviter == null ? EffectiveRights.NONE : change.book().effective(inviter.account(), inviter.rights);
        return held.has("members") && held.covers(wanted) && coversTags(change, held, rights, teams);
    }

    /** Devices held by tag are future ones too. */
    private static boolean coversTags(Change change, EffectiveRights held, Rights rights, List<Team> teams) {
        return Stream.concat(Stream.of(rights), teams.stream().map(team -> team.rights))
                .filter(given -> given.deviceTags.length > 0)
                .allMatch(given -> held.everyDevice().containsAll(change.book().devicePermissions(given)));
    }
}
