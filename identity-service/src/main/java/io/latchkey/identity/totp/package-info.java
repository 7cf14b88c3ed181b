/** A second factor at log-in: time-based codes (RFC 6238), and codes for who has lost what makes them. */
package io.latchkey.identity.totp;
