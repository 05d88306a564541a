/** Reads a SAM template: parameters, conditions, intrinsic functions, and the resources that result from them. */
@NullMarked
package io.gatehouse.localcloud.cloud.template;

import org.jspecify.annotations.NullMarked;
