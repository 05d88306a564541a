package io.gatehouse.domain.usecase;

import io.gatehouse.domain.Ids;
import io.gatehouse.domain.Refused;
import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.Accounts.Secured;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.account.Role;
import io.gatehouse.domain.mail.Mail;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.store.Transactions;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
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

    private final Transactions transactions;
    private final AfterCommit afterCommit;
    private final Ids ids;
    private final InstantSource clock;

    public SendEmail(Transactions transactions, AfterCommit afterCommit, Ids ids, InstantSource clock) {
        this.transactions = transactions;
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
     */
    public UUID queue(Order order) {
        var id = ids.next();
        var work = transactions.run(tx -> {
            var mail = switch (order.recipient()) {
                case Recipient.Address(var address) -> {
                    var owner = tx.accounts().byEmail(address.key()).map(Secured::account);
                    yield mail(id, owner.map(Account::id).orElse(null), address, order, Locale.ENGLISH);
                }
                case Recipient.User(var userId) -> {
                    var user = tx.accounts().byId(userId).orElseThrow(() -> new Refused(Refused.Reason.USER_NOT_FOUND));
                    yield mail(id, userId, user.email(), order, user.locale());
                }
            };
            return List.of(afterCommit.mail(tx, mail));
        });
        afterCommit.run(work);
        return id;
    }

    private Mail mail(UUID id, @Nullable UUID accountId, EmailAddress to, Order order, Locale recipients) {
        var locale = order.locale() == null ? recipients : order.locale();
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return new Mail(id, accountId, to.address(), order.template(), locale, order.variables(), null, now);
    }
}
