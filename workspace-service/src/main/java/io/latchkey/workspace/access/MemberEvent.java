package io.latchkey.workspace.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.latchkey.outbox.OutboxEvent;
import io.latchkey.workspace.rights.EffectiveRights;
import io.latchkey.workspace.rights.RightsBook;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Full effective rights of a member; schema member.v1 in event-contracts.
 *
 * @param retold nothing has changed; whoever had it otherwise has missed something
 */
@RegisterForReflection
public record MemberEvent(
        UUID workspace,
        UUID account,
        String kind,
        String name,
        String status,
        Collection<String> permissions,
        Collection<String> everyDevice,
        Listed listedDevices,
        Collection<UUID> teams,
        long revision,
        @JsonInclude(Include.NON_DEFAULT) boolean retold) {
    public static final String TYPE = "io.latchkey.workspace.member.v1";

    @RegisterForReflection
    public record Listed(Collection<UUID> ids, Collection<String> permissions) {
        static final Listed NONE = new Listed(Set.of(), Set.of());
    }

    /** @param more permissions that the account holds here beside its membership, for the organization */
    static MemberEvent of(Member member, RightsBook book, Set<String> more, long revision) {
        EffectiveRights effective = book.effective(member.account(), member.rights);
        Set<String> permissions = new TreeSet<>(effective.permissions());
        permissions.addAll(more);
        Listed listed = !member.rights.hasDevices()
                ? Listed.NONE
                : new Listed(member.rights.devices(), new TreeSet<>(book.devicePermissions(member.rights)));
        List<UUID> teams = book.teamsOf(member.account()).stream()
                .filter(team -> team.rights.hasDevices())
                .map(team -> team.id)
                .toList();
        return new MemberEvent(
                member.id.workspace(),
                member.account(),
                member.kind,
                member.name,
                "active",
                permissions,
                new TreeSet<>(effective.everyDevice()),
                listed,
                teams,
                revision,
                false);
    }

    static MemberEvent removed(Member member, long revision) {
        return without(member, "removed", Set.of(), revision);
    }

    /** Of somebody who is no member, and may do something for the organization. */
    static MemberEvent standing(Member member, Set<String> permissions, long revision) {
        return without(member, "active", new TreeSet<>(permissions), revision);
    }

    private static MemberEvent without(Member member, String status, Set<String> permissions, long revision) {
        return new MemberEvent(
                member.id.workspace(),
                member.account(),
                member.kind,
                member.name,
                status,
                permissions,
                Set.of(),
                Listed.NONE,
                List.of(),
                revision,
                false);
    }

    MemberEvent retold(boolean again) {
        return new MemberEvent(
                workspace,
                account,
                kind,
                name,
                status,
                permissions,
                everyDevice,
                listedDevices,
                teams,
                revision,
                again);
    }

    OutboxEvent toOutbox() {
        return new OutboxEvent(WorkspaceEvent.TOPIC, workspace + "/" + account, workspace.toString(), TYPE, this);
    }
}
