package io.gatehouse.domain.crypto;

/**
 * Hashes of values that must not be stored themselves, such as an address without an account: HMAC-SHA-256 (RFC 2104)
 * under a key that is not in the database. The database alone is not enough to find a value or to test one. Safe for
 * use by several threads.
 */
public interface KeyedHash {

    /** What a hash is for. The same value has another hash for each use. */
    enum Use {
        /** The address that mails are counted on. */
        MAIL_RECIPIENT,
        /** The target that failures are counted on. */
        FAILED_ATTEMPTS,
        /** The proof that a device token is genuine. */
        DEVICE_TOKEN,
        /** The key that the code of a refresh token is made with. */
        REFRESH_TOKEN_KEY,
        /** What tells, without the session, that a refresh token is genuine. */
        REFRESH_TOKEN_CHECK,
        /** The audit subject of an address that has no account. */
        STRANGER,
        /** An idempotency key, together with what it is scoped by. */
        IDEMPOTENCY_KEY,
        /** The body of a request with an idempotency key. */
        IDEMPOTENT_REQUEST,
        /** The key that an idempotent answer is encrypted with. */
        IDEMPOTENT_ANSWER
    }

    /**
     * The hash, 32 bytes.
     *
     * @throws Unavailable when the key cannot be read in time
     */
    byte[] of(Use use, String value);
}
