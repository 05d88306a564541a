package io.gatehouse.domain.mailing;

import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.basics.Sources;
import io.gatehouse.domain.crypto.KeyedHash;
import io.gatehouse.domain.errors.TooManyAttempts;
import io.gatehouse.domain.mail.Mail;
import io.gatehouse.domain.mail.MailKind;
import io.gatehouse.domain.mail.MailLog;
import io.gatehouse.domain.mail.MailLogs;
import io.gatehouse.domain.work.StaleWrite;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/**
 * Limits the mails to one mailbox, kind by kind, so that nobody uses up another's. An address that nobody has verified
 * has a bound for all kinds together as well, but for resets. The mailbox of an address with a {@code +tag} is that
 * without it.
 *
 * <p>A mail is counted when it is about to be sent, not when it is asked for. So a request does the same work whether
 * it leads to a mail or not, and no route can forget to count.
 */
public final class MailQuota {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final int MAX_UNVERIFIED_PER_DAY = 20;
    private static final int MAX_EXISTS_PER_HOUR = 1;

    private record Rule(Predicate<MailLog.Entry> counts, Duration period, int max) {

        /** How long until one more is allowed; zero when it is allowed now. */
        Duration wait(List<MailLog.Entry> entries, Instant now) {
            var counted = entries.stream()
                    .filter(counts)
                    .map(entry -> entry.at().plus(period))
                    .filter(now::isBefore)
                    .sorted()
                    .toList();
            return counted.size() < max ? Duration.ZERO : Duration.between(now, counted.get(counted.size() - max));
        }
    }

    private final KeyedHash hash;
    private final Sources sources;
    private final int perHour;

    /** @param perHour of each kind; 0 turns all limits off */
    public MailQuota(KeyedHash hash, Sources sources, int perHour) {
        this.hash = hash;
        this.sources = sources;
        this.perHour = perHour;
    }

    /** Counts a mail, once however often it is tried. Returns false when it must not be sent. */
    public boolean admits(MailLogs logs, Mail mail) {
        return count(logs, mail).isZero();
    }

    /**
     * As {@link #admits}.
     *
     * @throws TooManyAttempts when it must not be sent
     */
    public void admit(MailLogs logs, Mail mail) {
        var wait = count(logs, mail);
        if (!wait.isZero()) {
            throw new TooManyAttempts(wait);
        }
    }

    private Duration count(MailLogs logs, Mail mail) {
        if (perHour == 0 || (mail.verified() && mail.kind() == MailKind.NOTICE)) {
            return Duration.ZERO;
        }
        var mailbox = hash.of(
                KeyedHash.Use.MAIL_RECIPIENT, EmailAddress.parse(mail.to()).mailbox());
        var before = logs.find(mailbox);
        var entries = before.map(MailLog::entries).orElse(List.of());
        if (entries.stream().anyMatch(entry -> entry.mailId().equals(mail.id()))) {
            return Duration.ZERO;
        }
        var now = sources.now();
        var wait = rules(mail).stream()
                .map(rule -> rule.wait(entries, now))
                .max(Duration::compareTo)
                .orElseThrow();
        if (wait.isZero()) {
            var entry = new MailLog.Entry(mail.kind(), now, mail.id());
            StaleWrite.unless(before.map(log -> logs.replace(log, log.with(sources.newId(), entry, now.minus(DAY))))
                    .orElseGet(() -> logs.add(new MailLog(sources.newId(), mailbox, List.of(entry)))));
        }
        return wait;
    }

    private List<Rule> rules(Mail mail) {
        Predicate<MailLog.Entry> sameKind = entry -> entry.kind() == mail.kind();
        var hourly = new Rule(sameKind, HOUR, mail.kind() == MailKind.EXISTS ? MAX_EXISTS_PER_HOUR : perHour);
        var daily = new Rule(sameKind, DAY, 2 * perHour);
        return mail.verified() || mail.kind() == MailKind.RESET
                ? List.of(hourly, daily)
                : List.of(
                        hourly, daily, new Rule(entry -> entry.kind() != MailKind.RESET, DAY, MAX_UNVERIFIED_PER_DAY));
    }
}
