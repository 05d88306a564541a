/** Whether functions see the same events wherever they run. */
@NullMarked
package io.gatehouse.acceptance.parity;

import org.jspecify.annotations.NullMarked;
