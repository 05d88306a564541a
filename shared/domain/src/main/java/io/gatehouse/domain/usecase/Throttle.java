package io.gatehouse.domain.usecase;

import io.gatehouse.domain.Ids;
import io.gatehouse.domain.KeyedHash;
import io.gatehouse.domain.TooManyAttempts;
import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.credential.FailedAttempts.Count;
import io.gatehouse.domain.store.Transaction;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;

/**
 * Slows down whoever guesses passwords. Five failures in a row cost nothing; each further attempt has to wait twice as
 * long as the one before, 15 minutes at most; and after a hundred (NIST SP 800-63B-4, section 3.2.2) there is no
 * further attempt until the count is cleared. What is counted on is an address for strangers, a device for whoever
 * shows the token of one, an account for whoever is signed in: none of them can use up the attempts of another.
 */
public final class Throttle {
    private static final int FREE = 5;
    private static final int MOST = 100;
    private static final Duration FIRST_DELAY = Duration.ofSeconds(1);
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(15);

    private final KeyedHash hash;
    private final Ids ids;
    private final InstantSource clock;

    public Throttle(KeyedHash hash, Ids ids, InstantSource clock) {
        this.hash = hash;
        this.ids = ids;
        this.clock = clock;
    }

    /** @param emailKey known or not: strangers' addresses are counted alike */
    byte[] address(String emailKey) {
        return hash.of(KeyedHash.Use.FAILED_ATTEMPTS, "address " + emailKey);
    }

    byte[] device(UUID device) {
        return hash.of(KeyedHash.Use.FAILED_ATTEMPTS, "device " + device);
    }

    byte[] account(UUID accountId) {
        return hash.of(KeyedHash.Use.FAILED_ATTEMPTS, "account " + accountId);
    }

    /**
     * Admits one attempt. Once failures have a cost, only one attempt at a time gets through.
     *
     * @throws TooManyAttempts when it has to wait
     */
    void admit(Transaction tx, byte[] target) {
        var now = clock.instant();
        tx.failedAttempts().of(target).filter(count -> count.failures() >= FREE).ifPresent(count -> {
            if (count.failures() >= MOST) {
                throw new TooManyAttempts(LONGEST_DELAY);
            }
            if (now.isBefore(count.blockedUntil())) {
                throw new TooManyAttempts(Duration.between(now, count.blockedUntil()));
            }
            var delay = delayAfter(count.failures());
            if (!tx.failedAttempts().block(target, count, now.plus(delay))) {
                throw new TooManyAttempts(delay);
            }
        });
    }

    /** Counts an attempt that failed. */
    void failed(Transaction tx, byte[] target) {
        var now = clock.instant();
        var failures = tx.failedAttempts().add(ids.next(), target, now);
        if (failures >= FREE) {
            tx.failedAttempts().block(target, now.plus(delayAfter(failures)));
        }
    }

    /** Forgets the failures before an attempt that succeeded. */
    void succeeded(Transaction tx, byte[] target) {
        tx.failedAttempts().clear(target);
    }

    /** Forgets what was counted on an account and on its address. */
    void forget(Transaction tx, Account account) {
        tx.failedAttempts().clear(address(account.email().key()));
        tx.failedAttempts().clear(account(account.id()));
    }

    /** {@link Count#failures} of them. */
    private static Duration delayAfter(int failures) {
        var doublings = Math.min(failures - FREE, 10);
        var delay = FIRST_DELAY.multipliedBy(1L << doublings);
        return delay.compareTo(LONGEST_DELAY) < 0 ? delay : LONGEST_DELAY;
    }
}
