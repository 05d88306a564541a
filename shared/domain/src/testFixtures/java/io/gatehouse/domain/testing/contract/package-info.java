/** What every implementation of the stores does: tests that run in memory and on PostgreSQL. */
package io.gatehouse.domain.testing.contract;
