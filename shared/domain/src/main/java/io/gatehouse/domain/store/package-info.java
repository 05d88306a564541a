/** The truth, as the use cases see it: transactions over the aggregates' stores. */
@NullMarked
package io.gatehouse.domain.store;

import org.jspecify.annotations.NullMarked;
