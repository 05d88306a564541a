/** An account: who somebody is, how they are addressed and what they may do. */
@NullMarked
package io.gatehouse.domain.account;

import org.jspecify.annotations.NullMarked;
