/** What every implementation of the stores does: tests that run in memory and on PostgreSQL. */
@NullMarked
package io.gatehouse.domain.testing.contract;

import org.jspecify.annotations.NullMarked;
