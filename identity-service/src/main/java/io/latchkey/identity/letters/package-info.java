/** What is written to people. */
package io.latchkey.identity.letters;
