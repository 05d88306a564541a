/** What tests of every module run on: ports in memory, a clock that can be set, things to store. */
@NullMarked
package io.gatehouse.domain.testing;

import org.jspecify.annotations.NullMarked;
