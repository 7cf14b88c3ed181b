/** Codes sent by mail. */
package io.latchkey.identity.codes;
