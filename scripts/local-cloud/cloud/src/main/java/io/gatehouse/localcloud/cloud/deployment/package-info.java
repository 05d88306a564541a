/** Puts the local cloud together: a template's resources on their stores, its functions behind their event sources. */
@NullMarked
package io.gatehouse.localcloud.cloud.deployment;

import org.jspecify.annotations.NullMarked;
