package io.gatehouse.domain.credential;

import io.gatehouse.domain.basics.Sources;
import io.gatehouse.domain.credential.FailedAttempts.Count;
import io.gatehouse.domain.crypto.KeyedHash;
import io.gatehouse.domain.errors.TooManyAttempts;
import java.time.Duration;
import java.util.UUID;

/**
 * Slows down guessing. Five failures in a row cost nothing. After that each attempt waits twice as long as the one
 * before, at most 15 minutes. After a hundred failures (NIST SP 800-63B-4, section 3.2.2) every attempt is refused
 * until the count is cleared.
 *
 * <p>Failures count on a target: an address for strangers, a device for clients with a device token, an account for
 * callers who are signed in and for those who use a link of its mails. So strangers cannot use up the attempts of
 * others.
 */
public record Throttle(KeyedHash hash, Sources sources) {
    private static final int FREE_FAILURES = 5;
    private static final int MAX_FAILURES = 100;
    private static final Duration FIRST_DELAY = Duration.ofSeconds(1);
    private static final Duration MAX_DELAY = Duration.ofMinutes(15);

    /** @param emailKey of an account or not: unknown addresses are counted alike */
    public byte[] address(String emailKey) {
        return hash.of(KeyedHash.Use.FAILED_ATTEMPTS, "address " + emailKey);
    }

    public byte[] device(UUID device) {
        return hash.of(KeyedHash.Use.FAILED_ATTEMPTS, "device " + device);
    }

    public byte[] account(UUID accountId) {
        return hash.of(KeyedHash.Use.FAILED_ATTEMPTS, "account " + accountId);
    }

    /**
     * Admits one attempt and returns how many failures came before it. Beyond the free failures, one attempt at a time
     * gets through.
     *
     * @throws TooManyAttempts when it has to wait
     */
    public int admit(FailedAttempts attempts, byte[] target) {
        var count = attempts.find(target);
        count.filter(known -> known.failures() >= FREE_FAILURES)
                .ifPresent(known -> admitOneAtATime(attempts, target, known));
        return count.map(Count::failures).orElse(0);
    }

    private void admitOneAtATime(FailedAttempts attempts, byte[] target, Count count) {
        var now = sources.now();
        if (count.failures() >= MAX_FAILURES) {
            throw new TooManyAttempts(MAX_DELAY);
        }
        if (now.isBefore(count.blockedUntil())) {
            throw new TooManyAttempts(Duration.between(now, count.blockedUntil()));
        }
        var delay = delayAfter(count.failures());
        if (!attempts.block(target, count, now.plus(delay))) {
            throw new TooManyAttempts(delay);
        }
    }

    public void countFailure(FailedAttempts attempts, byte[] target) {
        var now = sources.now();
        var failures = attempts.add(sources.newId(), target, now);
        if (failures >= FREE_FAILURES) {
            attempts.block(target, now.plus(delayAfter(failures)));
        }
    }

    /** Clears what was counted on an account and on its address. */
    public void clear(FailedAttempts attempts, UUID accountId, String emailKey) {
        attempts.clear(address(emailKey));
        attempts.clear(account(accountId));
    }

    private static Duration delayAfter(int failures) {
        var doublings = Math.min(failures - FREE_FAILURES, 10);
        var delay = FIRST_DELAY.multipliedBy(1L << doublings);
        return delay.compareTo(MAX_DELAY) < 0 ? delay : MAX_DELAY;
    }
}
