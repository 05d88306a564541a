/**
 * Runs the template's functions inside this process, as Lambda would: one object, many requests, reloaded when its
 * classes change.
 */
@NullMarked
package io.gatehouse.localcloud.cloud.runtime;

import org.jspecify.annotations.NullMarked;
