package io.gatehouse.domain.credential;

import io.gatehouse.domain.basics.TimeBudget;
import io.gatehouse.domain.errors.Unavailable;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import org.jspecify.annotations.Nullable;

/**
 * Hashes and compares passwords by Argon2id (RFC 9106), as PHC strings, and compares bcrypt hashes ({@code $2a$},
 * {@code $2b$}) of former systems. Hashing costs memory and processor time, so only a few hashes run at once; others
 * wait, and are refused when that takes too long. Safe for use by several threads.
 */
public final class PasswordHasher {
    private static final String NAME = "password hashing";
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;

    private final Argon2Hash.Cost cost;
    private final Random random;
    private final Semaphore bulkhead;
    private final Duration patience;
    private final String dummy;

    /**
     * @param random cryptographically strong
     * @param parallel how many hashes may be computed at once
     * @param patience how long a hash may wait for its turn
     */
    public PasswordHasher(Argon2Hash.Cost cost, Random random, int parallel, Duration patience) {
        this.cost = cost;
        this.random = random;
        this.bulkhead = new Semaphore(parallel, true);
        this.patience = patience;
        this.dummy = new Argon2Hash(cost, randomBytes(SALT_BYTES), randomBytes(HASH_BYTES)).phc();
    }

    /**
     * The password's hash with a fresh salt, as a PHC string.
     *
     * @throws Unavailable when its turn does not come in time
     */
    public String hash(Password password) {
        var salt = randomBytes(SALT_BYTES);
        return inTurn(() -> new Argon2Hash(cost, salt, argon2(cost, salt, password, HASH_BYTES)).phc());
    }

    /**
     * Whether the password is the one of the hash. Without a hash (an unknown user) the answer is no, after the same
     * work.
     *
     * @throws Unavailable when its turn does not come in time
     */
    public boolean matches(Password password, @Nullable String hash) {
        var known = hash == null ? dummy : hash;
        var equal =
                inTurn(() -> known.startsWith("$2") ? bcryptMatches(password, known) : argon2Matches(password, known));
        return equal && hash != null;
    }

    /** Whether a hash was made with another cost or function than new hashes. */
    public boolean outdated(String hash) {
        return hash.startsWith("$2") || !Argon2Hash.parse(hash).cost().equals(cost);
    }

    private static boolean argon2Matches(Password password, String phc) {
        var known = Argon2Hash.parse(phc);
        return MessageDigest.isEqual(known.hash(), argon2(known.cost(), known.salt(), password, known.hash().length));
    }

    private static boolean bcryptMatches(Password password, String hash) {
        return OpenBSDBCrypt.checkPassword(hash, password.bytes());
    }

    private static byte[] argon2(Argon2Hash.Cost cost, byte[] salt, Password password, int length) {
        var generator = new Argon2BytesGenerator();
        generator.init(cost.parameters(salt));
        var hash = new byte[length];
        generator.generateBytes(password.bytes(), hash);
        return hash;
    }

    private <T> T inTurn(Supplier<T> work) {
        try {
            if (!bulkhead.tryAcquire(TimeBudget.millisFor(NAME, patience), TimeUnit.MILLISECONDS)) {
                throw new Unavailable(NAME);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable(NAME, e);
        }
        try {
            return work.get();
        } finally {
            bulkhead.release();
        }
    }

    private byte[] randomBytes(int count) {
        var bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
