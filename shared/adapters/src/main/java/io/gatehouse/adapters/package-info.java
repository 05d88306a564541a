/** The outside systems, one package each. To build what speaks to one touches no network. */
@NullMarked
package io.gatehouse.adapters;

import org.jspecify.annotations.NullMarked;
