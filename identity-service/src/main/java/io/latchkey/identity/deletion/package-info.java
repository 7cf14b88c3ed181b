/**
 * How somebody leaves: once they ask, their account is suspended; after a grace period nothing personal is left of it.
 * Logging in before that takes it back.
 */
package io.latchkey.identity.deletion;
