/** A session: one sign-in, its tokens and its lifetime. */
package io.gatehouse.domain.session;
