/** Cryptography: encryption, message authentication, keyed hashes and signing keys. */
package io.gatehouse.domain.crypto;
