/** Proving to be the owner of an account. */
package io.gatehouse.domain.proof;
