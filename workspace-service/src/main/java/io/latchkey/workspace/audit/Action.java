package io.latchkey.workspace.audit;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What can be done to a workspace or an organization. */
public enum Action {
    ORGANIZATION_CREATED,
    ORGANIZATION_CHANGED,
    ADMINISTRATOR_ADDED,
    ADMINISTRATOR_CHANGED,
    ADMINISTRATOR_REMOVED,
    OWNERSHIP_OFFERED,
    OWNERSHIP_DECLINED,
    OWNERSHIP_ACCEPTED,
    /** In each workspace: what somebody may do for its organization, and thereby in it. */
    STANDING_CHANGED,
    WORKSPACE_CREATED,
    WORKSPACE_CHANGED,
    WORKSPACE_MOVED,
    WORKSPACE_ARCHIVED,
    /** By an operator: everything in it is told once more, so that who missed it knows. */
    WORKSPACE_REPLAYED,
    /** Everybody in it is told anew what they hold, by another version of the permission catalogue. */
    CATALOGUE_CHANGED,
    WORKSPACE_RESTORED,
    WORKSPACE_DELETED,
    MEMBER_JOINED,
    MEMBER_CHANGED,
    MEMBER_REMOVED,
    MEMBER_LEFT,
    INVITATION_CREATED,
    INVITATION_SENT,
    INVITATION_DECLINED,
    INVITATION_WITHDRAWN,
    API_USER_CREATED,
    API_USER_CHANGED,
    API_USER_DELETED,
    ROLE_CREATED,
    ROLE_CHANGED,
    ROLE_DELETED,
    TEAM_CREATED,
    TEAM_CHANGED,
    TEAM_DELETED,
    DEVICE_REGISTERED,
    /** Many at once, from a file; the target is the import. */
    DEVICE_IMPORTED,
    DEVICE_CHANGED,
    DEVICE_REMOVED;

    /** E.g. {@code api_user.created}. */
    @JsonValue
    public String text() {
        int verb = name().lastIndexOf('_');
        return name().substring(0, verb).toLowerCase(Locale.ROOT)
                + '.'
                + name().substring(verb + 1).toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException where there is no such action */
    public static Action of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT).replace('.', '_'));
    }
}
