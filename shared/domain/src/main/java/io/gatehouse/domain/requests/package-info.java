/** Running a repeated request only once. */
package io.gatehouse.domain.requests;
