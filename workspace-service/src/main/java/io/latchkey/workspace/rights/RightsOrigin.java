package io.latchkey.workspace.rights;

import java.util.Locale;

/**
 * Some of what a member may do, and where it comes from.
 *
 * @param id of the role or the team; null for what was given to the member themselves
 */
public record RightsOrigin(From from, String id, EffectiveRights brings) {
    public enum From {
        MEMBER,
        ROLE,
        TEAM;

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
