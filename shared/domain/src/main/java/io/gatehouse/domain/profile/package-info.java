/** The user's own record: reading, changing, exporting and deleting it. */
package io.gatehouse.domain.profile;
