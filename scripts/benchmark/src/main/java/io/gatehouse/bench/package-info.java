/** Load figures of Gatehouse on this machine: {@code scripts/bench}. */
@NullMarked
package io.gatehouse.bench;

import org.jspecify.annotations.NullMarked;
