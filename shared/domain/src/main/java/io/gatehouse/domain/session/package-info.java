/** A session: one sign-in, its tokens and its lifetime. */
@NullMarked
package io.gatehouse.domain.session;

import org.jspecify.annotations.NullMarked;
