/** How the domain says no: a refusal, an invalid value, too many attempts, a system that is down. */
@NullMarked
package io.gatehouse.domain.errors;

import org.jspecify.annotations.NullMarked;
