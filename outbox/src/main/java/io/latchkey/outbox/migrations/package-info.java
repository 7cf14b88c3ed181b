/** Brings a service's tables, and those of its outbox, to the version that it was built for. */
package io.latchkey.outbox.migrations;
