/** Reads a SAM template: parameters, conditions, intrinsic functions, and the resources that result from them. */
@NullMarked
package io.gatehouse.localcloud.template;

import org.jspecify.annotations.NullMarked;
