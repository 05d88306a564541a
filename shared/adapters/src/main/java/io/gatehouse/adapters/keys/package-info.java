/** Keys in Secrets Manager, and what is made with them: access tokens, keyed hashes, the seals of the audit log. */
@NullMarked
package io.gatehouse.adapters.keys;

import org.jspecify.annotations.NullMarked;
