/** Rate limits. */
package io.gatehouse.domain.limit;
