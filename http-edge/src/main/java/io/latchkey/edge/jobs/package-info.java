/** What every service's scheduled jobs have in common. */
package io.latchkey.edge.jobs;
