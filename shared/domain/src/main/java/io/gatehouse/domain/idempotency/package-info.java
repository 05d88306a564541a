/** Idempotency keys. */
@NullMarked
package io.gatehouse.domain.idempotency;

import org.jspecify.annotations.NullMarked;
