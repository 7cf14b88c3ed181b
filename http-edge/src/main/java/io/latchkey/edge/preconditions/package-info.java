/**
 * Nobody overwrites what they have not seen (RFC 9110 section 13): what is answered carries an entity tag, and a change
 * with {@code If-Match} is refused where the thing is not as it was any more. The tag is of what callers see.
 */
package io.latchkey.edge.preconditions;
