/** What Gatehouse does, one class each. */
@NullMarked
package io.gatehouse.domain.usecase;

import org.jspecify.annotations.NullMarked;
