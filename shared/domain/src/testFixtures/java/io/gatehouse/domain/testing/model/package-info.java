/** A model of an account's sessions, and what holds the use cases to it. */
package io.gatehouse.domain.testing.model;
