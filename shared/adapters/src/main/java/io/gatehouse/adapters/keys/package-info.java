/** Signing keys in Secrets Manager, and the access tokens that they sign. */
@NullMarked
package io.gatehouse.adapters.keys;

import org.jspecify.annotations.NullMarked;
