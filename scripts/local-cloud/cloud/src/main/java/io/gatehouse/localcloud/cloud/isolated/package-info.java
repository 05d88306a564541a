/**
 * Runs the template's functions as Lambda does: in execution environments, which are JVMs of their own that ask a
 * Runtime API for one invocation after the other.
 */
@NullMarked
package io.gatehouse.localcloud.cloud.isolated;

import org.jspecify.annotations.NullMarked;
