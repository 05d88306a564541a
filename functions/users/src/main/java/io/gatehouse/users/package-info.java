/** What users do with their own accounts and sessions, and who reads a user. */
package io.gatehouse.users;
