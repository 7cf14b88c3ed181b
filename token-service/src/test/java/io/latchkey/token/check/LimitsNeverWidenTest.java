package io.latchkey.token.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.latchkey.token.cache.LaterClock;
import io.latchkey.token.limits.Limits;
import io.latchkey.token.limits.Network;
import io.latchkey.token.permissions.Catalogue;
import io.latchkey.token.permissions.PermissionBits;
import io.latchkey.token.scopes.DeviceEntry;
import io.latchkey.token.scopes.DeviceGrantEntry;
import io.latchkey.token.scopes.Facts;
import io.latchkey.token.scopes.ScopeEntry;
import io.latchkey.token.scopes.TokenEntry;
import io.latchkey.token.scopes.TokenEntry.AccountKind;
import io.latchkey.token.scopes.TokenEntry.Status;
import io.latchkey.token.scopes.WorkspaceEntry;
import java.net.InetAddress;
import java.time.Clock;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Scope = the holder's rights ∩ the token's limits: no limit ever allows, and none is ever ignored. */
class LimitsNeverWidenTest {
    private static final long SEED = Optional.ofNullable(System.getProperty("seed"))
            .filter(seed -> !seed.isBlank())
            .map(Long::valueOf)
            .orElseGet(System::nanoTime);
    private static final int CASES = 30_000;

    private final Random random = new Random(SEED);
    private final Catalogue catalogue = new Catalogue(Optional.empty(), new ObjectMapper());
    private final Judge judge = new Judge(catalogue, LaterClock.of(Clock.systemUTC()));
    private final List<UUID> ids = List.of(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());
    private final List<String> addresses = List.of("198.51.100.7", "203.0.113.9", "2001:db8::7");

    @Test
    void whatALimitedTokenMayIsWhatItsHolderMayAndItsLimitsAdmit() {
        int allowed = 0;
        for (int i = 0; i < CASES; i++) {
            Question question = question();
            Facts unlimited = facts(question, Limits.NONE);
            Limits limits = limits();
            Facts limited = new Facts(
                    token(limits),
                    unlimited.scope(),
                    unlimited.grant(),
                    unlimited.device(),
                    unlimited.workspace(),
                    null,
                    0);

            Answer may = judge.judge(question, limited);
            boolean expected = judge.judge(question, unlimited).isAllowed() && admit(limits, question);

            assertThat(may.isAllowed())
                    .as("seed %d case %d: %s %s", SEED, i, question, limits)
                    .isEqualTo(expected);
            if (may.isAllowed()) {
                allowed++;
                assertThat(catalogue.names(judge.judge(question, unlimited).permissions()))
                        .as("seed %d case %d", SEED, i)
                        .containsAll(catalogue.names(may.permissions()));
                assertThat(catalogue.names(may.permissions()))
                        .allMatch(name -> limits.permissions() == null
                                || limits.permissions().has(catalogue.indexOf(name)));
            }
        }
        // Neither all nor none, else this shows nothing.
        assertThat(allowed).isBetween(CASES / 100, CASES * 9 / 10);
    }

    private boolean admit(Limits limits, Question question) {
        boolean everyDevicePermission =
                question.asksPermission() && question.device() == null && catalogue.isOfDevices(question.permission());
        return (limits.networks() == null
                        || question.source() != null
                                && limits.networks().stream().anyMatch(one -> one.contains(question.source())))
                && (limits.workspaces() == null || limits.workspaces().contains(question.workspace()))
                && (limits.devices() == null
                        || (question.device() == null
                                ? !everyDevicePermission
                                : limits.devices().contains(question.device())))
                && (limits.permissions() == null
                        || !question.asksPermission()
                        || limits.permissions().has(question.permission()));
    }

    private Question question() {
        InetAddress source = random.nextInt(4) == 0 ? null : Network.address(one(addresses));
        return new Question(
                "", ids.getFirst(), random.nextInt(18) - 1, random.nextBoolean() ? one(ids) : null, source, null);
    }

    private Limits limits() {
        return new Limits(
                random.nextBoolean() ? bits() : null,
                random.nextInt(3) == 0 ? some() : null,
                random.nextBoolean() ? some() : null,
                random.nextInt(3) == 0 ? List.of(Network.parse(one(addresses) + "/16")) : null);
    }

    private Facts facts(Question question, Limits limits) {
        ScopeEntry scope =
                new ScopeEntry(1, false, bits(), random.nextBoolean() ? bits() : PermissionBits.NONE, 1, ids);
        DeviceGrantEntry grant = new DeviceGrantEntry(1, bits(), ids.getFirst());
        DeviceEntry device = new DeviceEntry(1, false, ids.getFirst(), Map.of(one(ids), bits()));
        return new Facts(
                token(limits),
                scope,
                random.nextBoolean() ? grant : null,
                question.device() == null ? null : device,
                new WorkspaceEntry(1, false),
                null,
                0);
    }

    private TokenEntry token(Limits limits) {
        return new TokenEntry(1, ids.get(1), ids.get(2), AccountKind.USER, Status.ACTIVE, 0, 1, limits);
    }

    private PermissionBits bits() {
        BitSet set = new BitSet();
        for (int index = 0; index < 21; index++) {
            set.set(index, random.nextInt(3) > 0);
        }
        return PermissionBits.of(set);
    }

    private Set<UUID> some() {
        return Set.copyOf(ids.subList(0, 1 + random.nextInt(ids.size())));
    }

    private <T> T one(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
