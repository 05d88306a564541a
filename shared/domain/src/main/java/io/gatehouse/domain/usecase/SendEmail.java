package io.gatehouse.domain.usecase;

import io.gatehouse.domain.Ids;
import io.gatehouse.domain.Refused;
import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.Accounts.Secured;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.account.Role;
import io.gatehouse.domain.mail.Mail;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.store.Transaction;
import io.gatehouse.domain.store.Transactions;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Queues a mail that an administrator or a mailer asks for. */
public final class SendEmail {

    /** Whom a mail is for. */
    public sealed interface Recipient {
        record Address(EmailAddress address) implements Recipient {}

        record User(UUID id) implements Recipient {}
    }

    /** @param locale the language to write in; the recipient's own when null and known, else English */
    public record Order(
            MailTemplate template,
            Recipient recipient,
            @Nullable Locale locale,
            Map<String, String> variables) {}

    /** @param locale the language to write in unless the order has another */
    private record Addressee(EmailAddress email, @Nullable UUID accountId, Locale locale) {}

    private final Transactions transactions;
    private final MailQuota quota;
    private final AfterCommit afterCommit;
    private final Ids ids;
    private final InstantSource clock;

    public SendEmail(
            Transactions transactions, MailQuota quota, AfterCommit afterCommit, Ids ids, InstantSource clock) {
        this.transactions = transactions;
        this.quota = quota;
        this.afterCommit = afterCommit;
        this.ids = ids;
        this.clock = clock;
    }

    /** @throws Refused {@code FORBIDDEN} when the caller may not have mails sent */
    public void admit(Account caller) {
        if (!caller.has(Role.ADMIN) && !caller.has(Role.MAILER)) {
            throw new Refused(Refused.Reason.FORBIDDEN);
        }
    }

    /**
     * Queues the mail, for a caller who was {@link #admit admitted}.
     *
     * @return the mail's id
     * @throws Refused {@code USER_NOT_FOUND} when the recipient does not exist
     * @throws io.gatehouse.domain.TooManyAttempts when the address has got as many as it may
     */
    public UUID queue(Order order) {
        var id = ids.next();
        quota.admit(transactions.run(tx -> addressee(tx, order.recipient())).email());
        afterCommit.run(transactions.run(tx ->
                List.of(afterCommit.mail(tx, mail(id, addressee(tx, order.recipient()), order)))));
        return id;
    }

    private static Addressee addressee(Transaction tx, Recipient recipient) {
        return switch (recipient) {
            case Recipient.Address(var email) -> {
                var owner = tx.accounts().byEmail(email.key()).map(Secured::account);
                yield new Addressee(email, owner.map(Account::id).orElse(null), Locale.ENGLISH);
            }
            case Recipient.User(var id) -> {
                var user = tx.accounts().byId(id).orElseThrow(() -> new Refused(Refused.Reason.USER_NOT_FOUND));
                yield new Addressee(user.email(), id, user.locale());
            }
        };
    }

    private Mail mail(UUID id, Addressee to, Order order) {
        var locale = order.locale() == null ? to.locale() : order.locale();
        var now = clock.instant();
        return new Mail(
                id, to.accountId(), to.email().address(), order.template(), locale, order.variables(), null, now);
    }
}
