package io.gatehouse.domain.mail;

import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.crypto.KeyedHash;
import io.gatehouse.domain.errors.TooManyAttempts;
import io.gatehouse.domain.limit.Quota;
import io.gatehouse.domain.limit.RateLimiter;
import io.gatehouse.domain.limit.RateLimiter.Decision;
import java.time.Duration;
import java.util.Base64;

/**
 * Limits the mails that others can cause to one address in an hour. Known and unknown addresses are counted alike, by
 * keyed hashes.
 *
 * @param perHour 0 turns the limit off
 */
public record MailQuota(RateLimiter limiter, KeyedHash hash, int perHour) {
    private static final Duration PERIOD = Duration.ofHours(1);
    private static final Decision UNLIMITED = new Decision(true, 0, Duration.ZERO, Duration.ZERO);

    /** Counts a mail. Returns false when it must not be sent. */
    public boolean admits(EmailAddress to) {
        return take("mail:", to).allowed();
    }

    /** As {@link #admits}, for news about an account, which requests for other mails must not keep back. */
    public boolean admitsNews(EmailAddress to) {
        return take("news:", to).allowed();
    }

    /**
     * Counts a mail that a caller with a role asks for.
     *
     * @throws TooManyAttempts when it must not be sent
     */
    public void admit(EmailAddress to) {
        var decision = take("mail:", to);
        if (!decision.allowed()) {
            throw new TooManyAttempts(decision.retryAfter());
        }
    }

    private Decision take(String kind, EmailAddress to) {
        if (perHour == 0) {
            return UNLIMITED;
        }
        var recipient = hash.of(KeyedHash.Use.MAIL_RECIPIENT, to.key());
        var key = Base64.getUrlEncoder().withoutPadding().encodeToString(recipient);
        return limiter.take(kind + key, new Quota(perHour, PERIOD));
    }
}
