/**
 * The operations of the resources as GraphQL: what is asked ends in the same methods, so that rules and refusals are the
 * same. Each feature has its part beside its resource; here is what all have in common.
 */
package io.latchkey.workspace.graphql;
