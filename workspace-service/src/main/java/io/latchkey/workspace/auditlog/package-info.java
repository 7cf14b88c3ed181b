/** Audit logs as callers read, search, export and verify them. */
package io.latchkey.workspace.auditlog;
