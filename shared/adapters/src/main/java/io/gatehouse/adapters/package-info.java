/** The outside systems, one package each. */
@NullMarked
package io.gatehouse.adapters;

import org.jspecify.annotations.NullMarked;
