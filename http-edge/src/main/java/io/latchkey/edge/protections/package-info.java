/**
 * What keeps the promises of docs/guarantees.md, each with a switch. A fault run proves nothing unless it finds the
 * violation once the protection is off; so these switches are for fault runs, and a service with one of them off starts
 * on the loopback interface alone.
 */
package io.latchkey.edge.protections;
