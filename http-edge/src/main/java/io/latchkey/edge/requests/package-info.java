/** Where a request comes from, and the ids under which it is found again: in answers, logs, traces and audit logs. */
package io.latchkey.edge.requests;
