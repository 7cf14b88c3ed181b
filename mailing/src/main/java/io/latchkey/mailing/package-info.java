/**
 * Mails are sent as events are: kept in the transaction of what they tell of, sent afterwards until a mail server has
 * taken them. So there is none without the change, none is lost while the mail server is away, and nobody waits for it.
 * One may come twice, where an instance dies right after sending it.
 */
package io.latchkey.mailing;
