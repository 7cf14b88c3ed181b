/** When, from where and how tokens were last used: noted by every check in memory, written in batches. */
package io.latchkey.token.uses;
