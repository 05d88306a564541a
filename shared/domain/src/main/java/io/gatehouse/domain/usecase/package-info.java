/**
 * What Gatehouse does, one class each. Their clocks tick in milliseconds: what they write down is read back the same.
 */
@NullMarked
package io.gatehouse.domain.usecase;

import org.jspecify.annotations.NullMarked;
