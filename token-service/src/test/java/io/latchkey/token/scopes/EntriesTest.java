package io.latchkey.token.scopes;

import static org.assertj.core.api.Assertions.assertThat;

import io.latchkey.token.limits.Limits;
import io.latchkey.token.limits.Network;
import io.latchkey.token.permissions.PermissionBits;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is written to Redis reads back the same. */
class EntriesTest {
    private final PermissionBits bits = new PermissionBits("1f0");

    @Test
    void tokens() {
        for (TokenEntry.Status status : TokenEntry.Status.values()) {
            TokenEntry entry = new TokenEntry(
                    7,
                    UUID.randomUUID(),
                    UUID.randomUUID(),
                    TokenEntry.AccountKind.API_USER,
                    status,
                    1_900_000_000,
                    3,
                    Limits.NONE);
            assertThat(TokenEntry.decode(entry.encode())).isEqualTo(entry);
        }
    }

    @Test
    void onlyAnEndedTokensEntryMayBeOlderThanItsAccount() {
        UUID id = UUID.randomUUID();
        for (TokenEntry.Status status : TokenEntry.Status.values()) {
            boolean revoked = status == TokenEntry.Status.REVOKED;
            TokenEntry expiring = entry(id, 7, status, 100, 3);
            assertThat(expiring.isAsEndedAs(entry(id, 7, status, 100, 2).encode(), 99))
                    .isEqualTo(revoked);
            assertThat(expiring.isAsEndedAs(entry(id, 7, status, 100, 2).encode(), 100))
                    .isTrue();
            assertThat(expiring.isAsEndedAs(entry(id, 6, status, 100, 2).encode(), 100))
                    .isTrue();
            assertThat(expiring.isAsEndedAs(entry(id, 8, status, 100, 2).encode(), 100))
                    .isFalse();
            assertThat(expiring.isAsEndedAs(entry(id, 7, status, 200, 2).encode(), 100))
                    .isFalse();
            assertThat(entry(id, 7, status, 0, 3)
                            .isAsEndedAs(entry(id, 7, status, 0, 2).encode(), 100))
                    .isEqualTo(revoked);
            assertThat(expiring.isAsEndedAs("", 100)).isFalse();
        }
        assertThat(entry(id, 7, TokenEntry.Status.REVOKED, 100, 3)
                        .isAsEndedAs(
                                entry(id, 7, TokenEntry.Status.ACTIVE, 100, 3).encode(), 100))
                .isFalse();
    }

    private static TokenEntry entry(UUID id, long version, TokenEntry.Status status, long expiresAt, long account) {
        return new TokenEntry(version, id, id, TokenEntry.AccountKind.USER, status, expiresAt, account, Limits.NONE);
    }

    @Test
    void limits() {
        UUID id = UUID.randomUUID();
        for (Limits limits : List.of(
                new Limits(bits, Set.of(id, UUID.randomUUID()), Set.of(id), List.of(Network.parse("10.0.0.0/8"))),
                new Limits(PermissionBits.NONE, null, null, null),
                new Limits(null, null, null, List.of(Network.parse("2001:db8::/32"))),
                new Limits(null, Set.of(id), null, null))) {
            TokenEntry entry =
                    new TokenEntry(7, id, id, TokenEntry.AccountKind.USER, TokenEntry.Status.ACTIVE, 0, 3, limits);
            assertThat(TokenEntry.decode(entry.encode())).isEqualTo(entry);
        }
    }

    @Test
    void scopes() {
        ScopeEntry plain = new ScopeEntry(4, false, bits, PermissionBits.NONE, 2, List.of());
        ScopeEntry inTeams = new ScopeEntry(4, false, bits, bits, 2, List.of(UUID.randomUUID(), UUID.randomUUID()));

        assertThat(ScopeEntry.decode(plain.encode())).isEqualTo(plain);
        assertThat(ScopeEntry.decode(inTeams.encode())).isEqualTo(inTeams);
        assertThat(ScopeEntry.decode(ScopeEntry.removed(9).encode())).isEqualTo(ScopeEntry.removed(9));
    }

    @Test
    void deviceGrants() {
        DeviceGrantEntry entry = new DeviceGrantEntry(12, bits, UUID.randomUUID());

        assertThat(DeviceGrantEntry.decode(entry.encode())).isEqualTo(entry);
    }

    @Test
    void devices() {
        DeviceEntry entry =
                new DeviceEntry(3, false, UUID.randomUUID(), Map.of(UUID.randomUUID(), bits, UUID.randomUUID(), bits));
        DeviceEntry alone = new DeviceEntry(3, false, UUID.randomUUID(), Map.of());

        assertThat(DeviceEntry.decode(entry.encode())).isEqualTo(entry);
        assertThat(DeviceEntry.decode(alone.encode())).isEqualTo(alone);
        assertThat(DeviceEntry.decode("5|-").removed()).isTrue();
    }

    @Test
    void workspaces() {
        assertThat(WorkspaceEntry.decode("17")).isEqualTo(new WorkspaceEntry(17, false));
        assertThat(WorkspaceEntry.decode("17|-")).isEqualTo(new WorkspaceEntry(17, true));
        assertThat(new WorkspaceEntry(17, true).encode()).isEqualTo("17|-");
    }

    /** The memory budget: a token with one workspace fits in 300 bytes of Redis, keys and fields included. */
    @Test
    void aTokenWithOneWorkspaceIsShort() {
        TokenEntry token = new TokenEntry(
                1,
                UUID.randomUUID(),
                UUID.randomUUID(),
                TokenEntry.AccountKind.USER,
                TokenEntry.Status.ACTIVE,
                0,
                1,
                Limits.NONE);
        ScopeEntry scope = new ScopeEntry(1234, false, bits, bits, 1234, List.of());
        int key = 2 + 43;
        int fields = 1 + token.encode().length() + 2 + 22 + scope.encode().length();

        assertThat(key + fields).isLessThan(170);
    }
}
