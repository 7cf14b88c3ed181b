package io.latchkey.edge.ratelimits;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/** Whom a network address stands for. */
final class Sources {
    /** The part that a household or a company is given (RFC 6177); the rest of it they choose themselves. */
    private static final int IPV6_NETWORK_BYTES = 8;

    private Sources() {}

    /** An IPv4 address as it is, of an IPv6 address the network. @param address as a proxy tells it; may be anything */
    static String network(String address) {
        try {
            InetAddress parsed = InetAddress.ofLiteral(String.valueOf(address));
            return parsed instanceof Inet6Address
                    ? HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), IPV6_NETWORK_BYTES))
                    : parsed.getHostAddress();
        } catch (IllegalArgumentException e) {
            return "unknown";
        }
    }
}
