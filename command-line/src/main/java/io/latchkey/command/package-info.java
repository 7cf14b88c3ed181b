/** What operators do, as a command. It asks the services' operations, which no gateway shows outside. */
package io.latchkey.command;
