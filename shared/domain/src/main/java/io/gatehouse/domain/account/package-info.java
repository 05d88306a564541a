/** An account: its record, its address and its roles. */
package io.gatehouse.domain.account;
