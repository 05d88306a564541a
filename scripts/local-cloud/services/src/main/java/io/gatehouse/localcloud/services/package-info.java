/** Servers that stand in for AWS's on this machine, for the local cloud and for tests. */
@NullMarked
package io.gatehouse.localcloud.services;

import org.jspecify.annotations.NullMarked;
