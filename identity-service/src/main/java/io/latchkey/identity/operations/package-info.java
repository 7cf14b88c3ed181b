/** What operators do to accounts. Inside only: no gateway has a route here. */
package io.latchkey.identity.operations;
