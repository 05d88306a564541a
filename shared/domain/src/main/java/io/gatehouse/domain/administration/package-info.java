/** What an operator does: accounts, roles and signing keys. */
package io.gatehouse.domain.administration;
