package io.gatehouse.domain.testing;

import io.gatehouse.domain.mail.Mail;
import io.gatehouse.domain.mail.MailLink;
import io.gatehouse.domain.mail.MailLink.Purpose;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.mail.Mails;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Mails in memory. */
final class InMemoryMails implements Mails {

    /** @param purpose of the mail's link; outlives the link */
    record Row(
            Mail mail,
            @Nullable Purpose purpose,
            @Nullable Instant leasedUntil,
            @Nullable Instant sentAt,
            @Nullable String providerId) {

        Row leasedUntil(@Nullable Instant until) {
            return new Row(mail, purpose, until, sentAt, providerId);
        }

        /** The same mail without anything personal. */
        Row erased(@Nullable UUID accountId) {
            var erased = new Mail(
                    mail.id(),
                    accountId,
                    Mail.NOBODY,
                    mail.template(),
                    mail.locale(),
                    Map.of(),
                    null,
                    mail.kind(),
                    mail.verified(),
                    mail.createdAt());
            return new Row(erased, purpose, leasedUntil, sentAt, providerId);
        }
    }

    private final Table<Row> mails;

    InMemoryMails(Table<Row> mails) {
        this.mails = mails;
    }

    @Override
    public void add(Mail mail) {
        var purpose = Optional.ofNullable(mail.link()).map(MailLink::purpose).orElse(null);
        mails.put(mail.id(), new Row(mail, purpose, null, null, null));
    }

    @Override
    public List<Kept> ofAccount(UUID accountId, Purpose except, int limit) {
        return mails.newest(row -> accountId.equals(row.mail().accountId()) && row.purpose() != except)
                .map(row -> new Kept(row.mail(), row.sentAt()))
                .limit(limit)
                .toList();
    }

    @Override
    public int withdrawSome(UUID accountId, MailTemplate except, int limit) {
        var some = mails.oldest(row -> accountId.equals(row.mail().accountId())
                        && row.sentAt() == null
                        && row.mail().template() != except)
                .limit(limit)
                .toList();
        some.forEach(row -> mails.put(row.mail().id(), row.erased(null)));
        return some.size();
    }

    @Override
    public Claim claim(UUID id, Instant now, Instant until) {
        var row = mails.find(id).orElse(null);
        if (row == null) {
            return new Claim.Unknown();
        }
        if (row.sentAt() != null) {
            return new Claim.Sent();
        }
        if (row.leasedUntil() != null && row.leasedUntil().isAfter(now)) {
            return new Claim.Busy();
        }
        mails.put(id, row.leasedUntil(until));
        return new Claim.Granted(row.mail(), until);
    }

    @Override
    public void markSent(UUID id, @Nullable String providerId, Instant at) {
        mails.find(id)
                .map(row -> row.erased(row.mail().accountId()))
                .ifPresent(row -> mails.put(id, new Row(row.mail(), row.purpose(), null, at, providerId)));
    }

    @Override
    public void release(UUID id, Instant until) {
        mails.find(id)
                .filter(row -> until.equals(row.leasedUntil()))
                .ifPresent(row -> mails.put(id, row.leasedUntil(null)));
    }
}
