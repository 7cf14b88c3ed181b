/** What other services know of a caller, asked with the caller's own JWT: they see what they may see, and no more. */
package io.latchkey.identity.peers;
