package io.gatehouse.domain.crypto;

/**
 * Fingerprints of what must not be kept itself, such as the address of somebody who has no account: HMAC-SHA-256 (RFC
 * 2104) under a key that is not in the database. Whoever has the database alone can neither find out a value nor try
 * one. Safe for use by several threads.
 */
public interface KeyedHash {

    /** What a fingerprint is for; the same value has another one for each use. */
    enum Use {
        /** Whose mails are counted. */
        MAIL_RECIPIENT,
        /** What wrong passwords are counted on. */
        FAILED_ATTEMPTS,
        /** The proof that a device token is genuine. */
        DEVICE_TOKEN,
        /** The name in the audit log of an address that has no account. */
        STRANGER,
        /** An idempotency key, together with what it is scoped by. */
        IDEMPOTENCY_KEY,
        /** The body of a request with an idempotency key. */
        IDEMPOTENT_REQUEST,
        /** The key that an idempotent answer is encrypted with. */
        IDEMPOTENT_ANSWER
    }

    /**
     * The fingerprint, 32 bytes.
     *
     * @throws Unavailable when the key cannot be read in time
     */
    byte[] of(Use use, String value);
}
