/** The domain's stores in PostgreSQL: plain SQL, one class for each aggregate. */
@NullMarked
package io.gatehouse.adapters.postgres;

import org.jspecify.annotations.NullMarked;
