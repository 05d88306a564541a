/** Living with sessions: authenticating a caller, refreshing, listing and ending sessions. */
package io.gatehouse.domain.sessions;
