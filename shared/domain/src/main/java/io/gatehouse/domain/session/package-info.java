/** A session: one sign-in, what proves it, and how long it lives. */
@NullMarked
package io.gatehouse.domain.session;

import org.jspecify.annotations.NullMarked;
