/** A model of an account's sessions, and what holds the use cases to it. */
@NullMarked
package io.gatehouse.domain.testing.model;

import org.jspecify.annotations.NullMarked;
