/** Reading users. */
@NullMarked
package io.gatehouse.users;

import org.jspecify.annotations.NullMarked;
