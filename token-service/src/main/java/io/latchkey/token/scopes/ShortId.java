package io.latchkey.token.scopes;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;

/** A UUID in 22 letters. */
public final class ShortId {
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private ShortId() {}

    public static String of(UUID id) {
        byte[] bytes = new byte[16];
        ByteBuffer.wrap(bytes).putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
        return ENCODER.encodeToString(bytes);
    }

    public static UUID parse(String text) {
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
        return new UUID(bytes.getLong(), bytes.getLong());
    }
}
