/** What every part of the domain says: a refusal, an invalid value, a dependency that is down. */
@NullMarked
package io.gatehouse.domain;

import org.jspecify.annotations.NullMarked;
