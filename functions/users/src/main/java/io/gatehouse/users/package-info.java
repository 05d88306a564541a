/** What users do with their own accounts and sessions, and who reads a user. */
@NullMarked
package io.gatehouse.users;

import org.jspecify.annotations.NullMarked;
