/**
 * Why a check answers as it does: for operators and support, who may learn more of a tenant than a caller of checks. Reads
 * PostgreSQL, judges by the same rule as the check, and counts as no use of the token.
 */
package io.latchkey.token.explain;
