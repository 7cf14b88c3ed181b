/** What operators do. Inside only: no gateway has a route here. */
package io.latchkey.workspace.operations;
