/** What runs by itself: erasing deleted accounts and deleting expired rows. */
package io.gatehouse.domain.upkeep;
