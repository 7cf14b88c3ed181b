package io.latchkey.token.permissions;

import java.util.BitSet;

/**
 * A set of permissions by their index in the catalogue, as hexadecimal digits, the lowest four indexes last. Short in
 * Redis, of any length, and asked without being decoded.
 */
public record PermissionBits(String hex) {
    public static final PermissionBits NONE = new PermissionBits("");

    private static final int BITS = 4;

    public static PermissionBits of(BitSet indexes) {
        int digits = (indexes.length() + BITS - 1) / BITS;
        StringBuilder hex = new StringBuilder(digits);
        for (int digit = digits - 1; digit >= 0; digit--) {
            int value = 0;
            for (int bit = BITS - 1; bit >= 0; bit--) {
                value = value << 1 | (indexes.get(digit * BITS + bit) ? 1 : 0);
            }
            hex.append(Character.forDigit(value, 16));
        }
        return new PermissionBits(hex.toString());
    }

    public boolean has(int index) {
        int at = hex.length() - 1 - index / BITS;
        return index >= 0 && at >= 0 && (Character.digit(hex.charAt(at), 16) >> index % BITS & 1) == 1;
    }

    public boolean isEmpty() {
        for (int i = 0; i < hex.length(); i++) {
            if (hex.charAt(i) != '0') {
                return false;
            }
        }
        return true;
    }

    public PermissionBits or(PermissionBits other) {
        if (other.hex.isEmpty()) {
            return this;
        }
        if (hex.isEmpty()) {
            return other;
        }
        BitSet union = toBitSet();
        union.or(other.toBitSet());
        return of(union);
    }

    public PermissionBits and(PermissionBits other) {
        BitSet both = toBitSet();
        both.and(other.toBitSet());
        return of(both);
    }

    public BitSet toBitSet() {
        BitSet indexes = new BitSet(hex.length() * BITS);
        for (int index = 0; index < hex.length() * BITS; index++) {
            indexes.set(index, has(index));
        }
        return indexes;
    }
}
