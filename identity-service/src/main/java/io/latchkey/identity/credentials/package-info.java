/** A person changes their password, or sets a new one where they have forgotten it. */
package io.latchkey.identity.credentials;
