package io.latchkey.token.scopes;

import io.latchkey.token.limits.Limits;
import java.util.UUID;

/**
 * A token and its account.
 *
 * @param expiresAt epoch second; 0 for never
 */
public record TokenEntry(
        long version,
        UUID token,
        UUID account,
        AccountKind kind,
        Status status,
        long expiresAt,
        long accountRevision,
        Limits limits) {
    public enum AccountKind {
        USER("user", 'u'),
        API_USER("api-user", 'a');

        private final String name;
        private final char letter;

        AccountKind(String name, char letter) {
            this.name = name;
            this.letter = letter;
        }

        public static AccountKind named(String name) {
            return name.equals(USER.name) ? USER : API_USER;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    public enum Status {
        ACTIVE('a'),
        /** Another is in its place; as good as active until it expires. */
        ROTATED('o'),
        SUSPENDED('s'),
        REVOKED('r');

        private static final Status[] ALL = values();

        private final char letter;

        Status(char letter) {
            this.letter = letter;
        }

        public static Status of(String tokenStatus, String accountStatus, boolean rotated) {
            if (!tokenStatus.equals("active") || accountStatus.equals("deleted")) {
                return REVOKED;
            }
            if (!accountStatus.equals("active")) {
                return SUSPENDED;
            }
            return rotated ? ROTATED : ACTIVE;
        }

        private static Status of(char letter) {
            for (Status status : ALL) {
                if (status.letter == letter) {
                    return status;
                }
            }
            // Of a later version's: denied on doubt.
            return REVOKED;
        }
    }

    public String encode() {
        return version + ofTheToken() + status.letter + "|" + expiresAt + "|" + accountRevision
                + LimitsText.encode(limits);
    }

    /**
     * Whether an entry, as it stands somewhere, is this one but for what is not written any more of an account once its token
     * has ended.
     *
     * @param now epoch second
     */
    public boolean isAsEndedAs(String text, long now) {
        if (!text.contains(ofTheToken()) || !text.endsWith(LimitsText.encode(limits))) {
            return false;
        }
        TokenEntry other = decode(text);
        boolean isOver = status == Status.REVOKED || expiresAt != 0 && expiresAt <= now;
        return isOver
                && other.version <= version
                && other.expiresAt == expiresAt
                && (other.status == Status.REVOKED) == (status == Status.REVOKED);
    }

    private String ofTheToken() {
        return "|" + ShortId.of(token) + "|" + ShortId.of(account) + "|" + kind.letter + "|";
    }

    public static TokenEntry decode(String text) {
        Parts parts = new Parts(text);
        return new TokenEntry(
                parts.nextLong(),
                parts.nextId(),
                parts.nextId(),
                parts.nextChar() == AccountKind.USER.letter ? AccountKind.USER : AccountKind.API_USER,
                Status.of(parts.nextChar()),
                parts.nextLong(),
                parts.nextLong(),
                LimitsText.decode(parts));
    }
}
