/** The HTTP contract, tested from outside against the whole local cloud. */
@NullMarked
package io.gatehouse.acceptance;

import org.jspecify.annotations.NullMarked;
