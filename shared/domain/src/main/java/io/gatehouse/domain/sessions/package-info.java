/** Living with sessions: authenticating a caller, refreshing, listing and ending sessions. */
@NullMarked
package io.gatehouse.domain.sessions;

import org.jspecify.annotations.NullMarked;
