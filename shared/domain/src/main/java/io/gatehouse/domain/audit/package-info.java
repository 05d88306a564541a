/** The audit log: what happened to an account, under a pseudonym. */
@NullMarked
package io.gatehouse.domain.audit;

import org.jspecify.annotations.NullMarked;
