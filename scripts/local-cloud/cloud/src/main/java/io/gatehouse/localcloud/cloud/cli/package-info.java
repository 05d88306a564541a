/** The commands that a person types. */
@NullMarked
package io.gatehouse.localcloud.cloud.cli;

import org.jspecify.annotations.NullMarked;
