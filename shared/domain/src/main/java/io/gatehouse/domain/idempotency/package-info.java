/** Idempotency keys. */
package io.gatehouse.domain.idempotency;
