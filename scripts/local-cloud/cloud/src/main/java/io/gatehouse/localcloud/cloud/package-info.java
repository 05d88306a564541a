/** The cloud of a SAM template on a developer's machine, without Docker. */
@NullMarked
package io.gatehouse.localcloud.cloud;

import org.jspecify.annotations.NullMarked;
