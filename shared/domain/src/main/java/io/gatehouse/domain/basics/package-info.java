/** What every other package may use: identifiers, clocks, time budgets. */
@NullMarked
package io.gatehouse.domain.basics;

import org.jspecify.annotations.NullMarked;
