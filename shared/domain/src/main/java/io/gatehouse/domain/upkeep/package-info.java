/** What runs by itself: erasing deleted accounts and deleting expired rows. */
@NullMarked
package io.gatehouse.domain.upkeep;

import org.jspecify.annotations.NullMarked;
