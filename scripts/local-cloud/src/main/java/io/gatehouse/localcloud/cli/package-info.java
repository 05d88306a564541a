/** The commands that a person types. */
@NullMarked
package io.gatehouse.localcloud.cli;

import org.jspecify.annotations.NullMarked;
