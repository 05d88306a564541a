/** What every other package may use: identifiers, clocks, time budgets. */
package io.gatehouse.domain.basics;
