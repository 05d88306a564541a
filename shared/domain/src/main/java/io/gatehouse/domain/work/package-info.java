/** The unit of work: a transaction over all stores, and what happens after its commit. */
@NullMarked
package io.gatehouse.domain.work;

import org.jspecify.annotations.NullMarked;
