package io.latchkey.token.check;

import io.latchkey.token.cache.LaterClock;
import io.latchkey.token.limits.Limits;
import io.latchkey.token.permissions.Catalogue;
import io.latchkey.token.permissions.PermissionBits;
import io.latchkey.token.scopes.DeviceEntry;
import io.latchkey.token.scopes.DeviceGrantEntry;
import io.latchkey.token.scopes.Facts;
import io.latchkey.token.scopes.ScopeEntry;
import io.latchkey.token.scopes.TokenEntry;
import jakarta.inject.Singleton;
import java.util.UUID;

/** From facts to a verdict: the rule of the whole product, without any I/O. Denies whatever it has no fact for. */
@Singleton
public class Judge {
    private final Catalogue catalogue;
    private final LaterClock clock;

    Judge(Catalogue catalogue, LaterClock clock) {
        this.catalogue = catalogue;
        this.clock = clock;
    }

    public Answer judge(Question question, Facts facts) {
        TokenEntry token = facts.token();
        if (token == null) {
            return Answer.UNKNOWN;
        }
        Verdict unusable = unusable(token);
        if (unusable != null) {
            return new Answer(unusable, token, question.workspace(), PermissionBits.NONE, 0);
        }
        if (!token.limits().admitsSource(question.source())) {
            return new Answer(Verdict.WRONG_NETWORK, token, question.workspace(), PermissionBits.NONE, 0);
        }
        if (question.workspace() == null) {
            return new Answer(Verdict.ALLOWED, token, null, PermissionBits.NONE, 0);
        }
        return inWorkspace(question, facts);
    }

    /** Revoked or expired, for good. */
    boolean hasEnded(TokenEntry token) {
        Verdict verdict = unusable(token);
        return verdict == Verdict.REVOKED || verdict == Verdict.EXPIRED;
    }

    private Verdict unusable(TokenEntry token) {
        if (token.status() == TokenEntry.Status.REVOKED) {
            return Verdict.REVOKED;
        }
        if (token.expiresAt() != 0 && clock.millis() / 1000 >= token.expiresAt()) {
            return Verdict.EXPIRED;
        }
        return token.status() == TokenEntry.Status.SUSPENDED ? Verdict.SUSPENDED : null;
    }

    private Answer inWorkspace(Question question, Facts facts) {
        ScopeEntry scope = facts.scope();
        long revision = facts.workspace().revision();
        Limits limits = facts.token().limits();
        if (scope == null
                || scope.removed()
                || facts.workspace().closed()
                || !limits.admitsWorkspace(question.workspace())) {
            return refused(Verdict.WRONG_WORKSPACE, question, facts, revision);
        }
        PermissionBits onDevices;
        if (question.device() == null) {
            // Limited to some devices is not every device.
            onDevices = limits.devices() == null ? scope.everyDevice() : PermissionBits.NONE;
        } else {
            onDevices = limits.admitsDevice(question.device()) ? onDevice(question, facts) : PermissionBits.NONE;
            if (onDevices.isEmpty()) {
                return refused(Verdict.WRONG_DEVICE, question, facts, revision);
            }
        }
        PermissionBits inWorkspace = limits.cut(scope.permissions());
        PermissionBits there = limits.cut(onDevices);
        if (question.asksPermission() && !holds(question.permission(), inWorkspace, there)) {
            return refused(Verdict.MISSING_PERMISSION, question, facts, revision);
        }
        return new Answer(Verdict.ALLOWED, facts.token(), question.workspace(), inWorkspace.or(there), revision);
    }

    private static Answer refused(Verdict verdict, Question question, Facts facts, long revision) {
        return new Answer(verdict, facts.token(), question.workspace(), PermissionBits.NONE, revision);
    }

    private boolean holds(int permission, PermissionBits inWorkspace, PermissionBits onDevices) {
        return !catalogue.isRetired(permission)
                && (catalogue.isOfDevices(permission) ? onDevices : inWorkspace).has(permission);
    }

    /** Nothing where the device is not of this workspace, whatever rights name it. */
    private static PermissionBits onDevice(Question question, Facts facts) {
        DeviceEntry device = facts.device();
        if (device == null || device.removed() || !question.workspace().equals(device.workspace())) {
            return PermissionBits.NONE;
        }
        ScopeEntry scope = facts.scope();
        PermissionBits held = scope.everyDevice();
        DeviceGrantEntry grant = facts.grant();
        if (grant != null
                && grant.devicesRevision() >= scope.devicesRevision()
                && question.workspace().equals(grant.workspace())) {
            held = held.or(grant.permissions());
        }
        for (UUID team : scope.teams()) {
            PermissionBits ofTeam = device.teams().get(team);
            if (ofTeam != null) {
                held = held.or(ofTeam);
            }
        }
        return held;
    }
}
