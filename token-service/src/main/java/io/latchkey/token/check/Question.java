package io.latchkey.token.check;

import io.latchkey.edge.problems.Refused;
import io.latchkey.edge.revisions.Revision;
import io.latchkey.token.limits.Network;
import io.latchkey.token.permissions.Catalogue;
import java.net.InetAddress;
import java.util.UUID;

/**
 * "May this token do that, there, on that device?" Everything but the token may be left out (null), and asks less.
 *
 * @param permission index in the catalogue; -1 for none
 * @param source where the token was presented from
 */
public record Question(
        String token, UUID workspace, int permission, UUID device, InetAddress source, Revision atLeast) {
    /** @throws Refused naming the field that makes no sense */
    public static Question of(
            String token,
            String workspace,
            String permission,
            String device,
            String sourceIp,
            String atLeast,
            Catalogue catalogue) {
        Question question = new Question(
                token,
                id("workspace", workspace),
                permission == null ? -1 : index(permission, catalogue),
                id("device", device),
                address("sourceIp", sourceIp),
                atLeast == null ? null : Revision.parse("atLeast", atLeast));
        if (question.permission >= 0 && question.workspace == null && question.device == null) {
            throw Refused.field("workspace", "is needed with a permission");
        }
        return question;
    }

    private static int index(String permission, Catalogue catalogue) {
        int index = catalogue.indexOf(permission);
        if (index < 0) {
            throw Refused.field("permission", "there is no such permission");
        }
        return index;
    }

    private static UUID id(String field, String text) {
        if (text == null) {
            return null;
        }
        try {
            // UUID.fromString takes shorter texts than it should.
            if (text.length() == 36) {
                return UUID.fromString(text);
            }
        } catch (IllegalArgumentException e) {
            throw Refused.field(field, "is not an id");
        }
        throw Refused.field(field, "is not an id");
    }

    private static InetAddress address(String field, String text) {
        if (text == null) {
            return null;
        }
        try {
            return Network.address(text);
        } catch (IllegalArgumentException e) {
            throw Refused.field(field, "is not an IP address");
        }
    }

    boolean asksPermission() {
        return permission >= 0;
    }

    public Question in(UUID workspace) {
        return new Question(token, workspace, permission, device, source, atLeast);
    }

    /** Whether it is good at all, wherever. */
    public Question aboutTheToken() {
        return new Question(token, null, -1, null, source, atLeast);
    }

    /** Whose revision is waited for; null where none is. */
    UUID awaitedWorkspace() {
        return atLeast != null && atLeast.of() == Revision.Of.WORKSPACE ? atLeast.id() : null;
    }
}
