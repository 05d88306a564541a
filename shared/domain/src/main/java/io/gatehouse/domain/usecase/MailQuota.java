package io.gatehouse.domain.usecase;

import io.gatehouse.domain.KeyedHash;
import io.gatehouse.domain.TooManyAttempts;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.limit.Quota;
import io.gatehouse.domain.limit.RateLimiter;
import io.gatehouse.domain.limit.RateLimiter.Decision;
import java.time.Duration;
import java.util.Base64;

/**
 * How many mails others may have sent to one address in an hour. Known and unknown addresses are counted alike, under
 * keyed hashes.
 */
public final class MailQuota {
    private static final Duration PERIOD = Duration.ofHours(1);
    private static final Decision UNLIMITED = new Decision(true, 0, Duration.ZERO, Duration.ZERO);

    private final RateLimiter limiter;
    private final KeyedHash hash;
    private final int perHour;

    /** @param perHour 0 means no limit */
    public MailQuota(RateLimiter limiter, KeyedHash hash, int perHour) {
        this.limiter = limiter;
        this.hash = hash;
        this.perHour = perHour;
    }

    /** Counts a mail. Returns false when it must not be sent. */
    boolean admits(EmailAddress to) {
        return take("mail:", to).allowed();
    }

    /** As {@link #admits}, for news of an account: nobody keeps them back by asking for other mails. */
    boolean admitsNews(EmailAddress to) {
        return take("news:", to).allowed();
    }

    /** As {@link #admits}, for callers who may know. */
    void admit(EmailAddress to) {
        var decision = take("mail:", to);
        if (!decision.allowed()) {
            throw new TooManyAttempts(decision.retryAfter());
        }
    }

    private Decision take(String kind, EmailAddress to) {
        if (perHour == 0) {
            return UNLIMITED;
        }
        var key =
                Base64.getUrlEncoder().withoutPadding().encodeToString(hash.of(KeyedHash.Use.MAIL_RECIPIENT, to.key()));
        return limiter.take(kind + key, new Quota(perHour, PERIOD));
    }
}
