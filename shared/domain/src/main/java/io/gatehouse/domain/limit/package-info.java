/** How many requests somebody may make. */
@NullMarked
package io.gatehouse.domain.limit;

import org.jspecify.annotations.NullMarked;
