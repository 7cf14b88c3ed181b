/** What is known of somebody, for themselves (GDPR articles 15 and 20). */
package io.latchkey.identity.export;
