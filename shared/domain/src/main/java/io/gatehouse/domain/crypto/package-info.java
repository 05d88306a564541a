/** Cryptography: encryption, message authentication, keyed hashes and signing keys. */
@NullMarked
package io.gatehouse.domain.crypto;

import org.jspecify.annotations.NullMarked;
