/**
 * What is done to an organization itself: its name, its administrators, whose it is. Whatever somebody may do for an
 * organization they may do in each of its workspaces, so each of those tells of a change of it.
 */
package io.latchkey.workspace.administration;
