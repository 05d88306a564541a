/** Rate limits. */
@NullMarked
package io.gatehouse.domain.limit;

import org.jspecify.annotations.NullMarked;
