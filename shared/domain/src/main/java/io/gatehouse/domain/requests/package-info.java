/** Running a repeated request only once. */
@NullMarked
package io.gatehouse.domain.requests;

import org.jspecify.annotations.NullMarked;
