/** That an e-mail address is whose it is said to be, shown by a code that was sent there. */
package io.latchkey.identity.addresses;
