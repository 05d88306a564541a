/** Where use cases are made of ports. */
@NullMarked
package io.gatehouse.domain.wiring;

import org.jspecify.annotations.NullMarked;
