/** The audit log: what happened to an account, under a pseudonym, and the seals that prove it. */
@NullMarked
package io.gatehouse.domain.audit;

import org.jspecify.annotations.NullMarked;
