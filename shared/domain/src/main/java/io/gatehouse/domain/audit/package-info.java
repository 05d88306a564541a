/** The audit log: what happened to an account, under a pseudonym, and the seals that prove it. */
package io.gatehouse.domain.audit;
