/**
 * What a check judges by, and how each piece is written in Redis: text with {@code |} between its parts, and first the
 * number that decides which of two writes is newer. UUIDs are 22 letters of base64url.
 *
 * <pre>
 * t:&lt;hmac&gt;       hash  m            version|token|account|kind|status|expires|account revision, and where the token
 *                                   is limited |permissions|workspace,…|device,…|network,… (* = not by this)
 *                      w:&lt;workspace&gt; revision|permissions|on every device|devices revision|team,team
 *                      d:&lt;device&gt;    devices revision|permissions|workspace
 * g:&lt;device&gt;     string revision|workspace|team=permissions,team=permissions
 * r:&lt;workspace&gt;  string revision
 * epoch          string present while the cache is complete
 * </pre>
 *
 * <p>What is gone stays as {@code number|-}, so that a late write of an older state cannot bring it back. A
 * {@code d:} entry counts only while its number is not below the devices revision of its {@code w:} entry; so a list
 * of a hundred thousand devices is replaced by writing one {@code w:} entry last.
 */
package io.latchkey.token.scopes;
