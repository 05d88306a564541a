/** The unit of work: a transaction over all stores, and what happens after its commit. */
package io.gatehouse.domain.work;
