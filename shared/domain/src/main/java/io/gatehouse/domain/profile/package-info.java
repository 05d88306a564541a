/** The user's own record: reading, changing, exporting and deleting it. */
@NullMarked
package io.gatehouse.domain.profile;

import org.jspecify.annotations.NullMarked;
