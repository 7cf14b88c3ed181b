package io.latchkey.token.limits;

import java.net.InetAddress;
import java.util.Arrays;

/** A block of addresses in CIDR notation (RFC 4632, RFC 4291 section 2.3), IPv4 or IPv6. */
public record Network(InetAddress address, int prefix) {
    /**
     * Bits beyond the prefix are cleared, so that the same network always reads the same; an address alone is a network
     * of one.
     *
     * @throws IllegalArgumentException where the text is no such thing; names are never looked up
     */
    public static Network parse(String text) {
        int slash = text.indexOf('/');
        InetAddress address = address(slash < 0 ? text : text.substring(0, slash));
        if (slash >= 0 && address.getAddress().length == 4 && text.indexOf(':') >= 0) {
            throw new IllegalArgumentException("a prefix of IPv4 in IPv6");
        }
        int bits = address.getAddress().length * Byte.SIZE;
        int prefix = slash < 0 ? bits : prefix(text.substring(slash + 1), bits);
        return new Network(masked(address, prefix), prefix);
    }

    /** @throws IllegalArgumentException where the text is not an address */
    public static InetAddress address(String text) {
        // A zone or a bracket says where to send, which is nothing that an address can be compared by.
        if (text.indexOf('%') >= 0 || text.indexOf('[') >= 0) {
            throw new IllegalArgumentException("not an address");
        }
        // IPv4 in IPv6 (::ffff:0:0/96) becomes IPv4 here, so that one way of writing does not evade the other.
        InetAddress address = InetAddress.ofLiteral(text);
        // 10.1 and 010.0.0.1 are addresses to some programs, and not the same ones.
        if (text.indexOf(':') < 0 && !address.getHostAddress().equals(text)) {
            throw new IllegalArgumentException("not an address");
        }
        return address;
    }

    public static boolean isAddress(String text) {
        try {
            address(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Where an address is, without saying which it is: an IPv4 /24, an IPv6 /48. */
    public static Network around(InetAddress address) {
        int prefix = address.getAddress().length == 4 ? 24 : 48;
        return new Network(masked(address, prefix), prefix);
    }

    private static int prefix(String digits, int most) {
        if (digits.isEmpty() || digits.length() > 3 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException("not a prefix length");
        }
        int prefix = Integer.parseInt(digits);
        if (prefix > most) {
            throw new IllegalArgumentException("a prefix longer than the address");
        }
        return prefix;
    }

    private static InetAddress masked(InetAddress address, int prefix) {
        byte[] bytes = address.getAddress();
        for (int bit = prefix; bit < bytes.length * Byte.SIZE; bit++) {
            bytes[bit / Byte.SIZE] &= (byte) ~(0x80 >> bit % Byte.SIZE);
        }
        try {
            return InetAddress.getByAddress(bytes);
        } catch (java.net.UnknownHostException e) {
            throw new IllegalStateException("four or sixteen bytes are an address", e);
        }
    }

    public boolean contains(InetAddress other) {
        return other.getAddress().length == address.getAddress().length
                && Arrays.equals(masked(other, prefix).getAddress(), address.getAddress());
    }

    @Override
    public String toString() {
        return address.getHostAddress() + "/" + prefix;
    }
}
