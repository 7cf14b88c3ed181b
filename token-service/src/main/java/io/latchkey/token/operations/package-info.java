/** What operators do to the cache. Inside only: no gateway has a route here. */
package io.latchkey.token.operations;
