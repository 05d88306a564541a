/** Changing the e-mail address of an account. */
package io.gatehouse.domain.address;
