/** Keys in Secrets Manager, and access tokens, keyed hashes and seals made with them. */
@NullMarked
package io.gatehouse.adapters.keys;

import org.jspecify.annotations.NullMarked;
