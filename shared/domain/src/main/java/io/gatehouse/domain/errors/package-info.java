/** How the domain says no: a refusal, an invalid value, too many attempts, a system that is down. */
package io.gatehouse.domain.errors;
