package io.latchkey.token.uses;

import java.time.Instant;

/**
 * @param network the source's, an IPv4 /24 or IPv6 /48, since the address itself is nobody's business later; null where
 *     nobody said
 */
public record LastUse(Instant at, String network, String via) {}
