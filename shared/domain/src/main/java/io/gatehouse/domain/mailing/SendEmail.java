package io.gatehouse.domain.mailing;

import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.account.Role;
import io.gatehouse.domain.account.StoredAccount;
import io.gatehouse.domain.audit.Actor;
import io.gatehouse.domain.audit.AuditEntry.Action;
import io.gatehouse.domain.basics.Client;
import io.gatehouse.domain.errors.Reason;
import io.gatehouse.domain.errors.Refused;
import io.gatehouse.domain.errors.TooManyAttempts;
import io.gatehouse.domain.mail.MailDraft;
import io.gatehouse.domain.mail.MailKind;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.session.Caller;
import io.gatehouse.domain.work.Transaction;
import io.gatehouse.domain.work.Transactions;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Queues a mail that an administrator or a mailer asks for. */
public record SendEmail(Transactions transactions, MailQuota quota) {
    public sealed interface Recipient {
        record Address(EmailAddress address) implements Recipient {}

        record User(UUID id) implements Recipient {}
    }

    /** @param locale its language; null for the recipient's own, or English where that is not known */
    public record Order(
            MailTemplate template,
            Recipient recipient,
            @Nullable Locale locale,
            Map<String, String> variables) {}

    /**
     * @param account the account that has the address, if any
     * @param locale its language unless the order names another
     */
    private record Addressee(EmailAddress email, Optional<StoredAccount> account, Locale locale) {}

    /** @throws Refused {@code FORBIDDEN} when the account has neither role */
    public void authorise(Account account) {
        if (!account.has(Role.ADMIN) && !account.has(Role.MAILER)) {
            throw new Refused(Reason.FORBIDDEN);
        }
    }

    /**
     * Queues the mail and returns its id.
     *
     * @throws Refused {@code FORBIDDEN}; {@code USER_NOT_FOUND} when the recipient does not exist
     * @throws TooManyAttempts when the address has got as many mails as it may
     */
    public UUID send(Caller caller, Order order, Client client) {
        authorise(caller.account());
        return transactions.run(tx -> {
            var to = addressee(tx, order.recipient());
            record(tx, caller, to, order, client);
            var mail = tx.mail(mail(to, order));
            quota.admit(tx.mailLogs(), mail);
            return mail.id();
        });
    }

    private static void record(Transaction tx, Caller caller, Addressee to, Order order, Client client) {
        var sender = tx.accountOf(caller).pseudonym();
        var actor =
                caller.account().has(Role.ADMIN) ? Actor.administrator(sender, client) : Actor.mailer(sender, client);
        var detail = order.template().label();
        to.account()
                .ifPresentOrElse(
                        account -> tx.record(Action.MAIL_REQUESTED, account, actor, detail),
                        () -> tx.record(Action.MAIL_REQUESTED, to.email(), actor, detail));
    }

    private static Addressee addressee(Transaction tx, Recipient recipient) {
        return switch (recipient) {
            case Recipient.Address(var email) ->
                new Addressee(email, tx.accounts().byEmail(email.key()), Locale.ENGLISH);
            case Recipient.User(var id) -> {
                var user = tx.accounts().byId(id).orElseThrow(() -> new Refused(Reason.USER_NOT_FOUND));
                yield new Addressee(
                        user.account().email(),
                        Optional.of(user),
                        user.account().locale());
            }
        };
    }

    private static MailDraft mail(Addressee to, Order order) {
        var accountId = to.account().map(StoredAccount::id).orElse(null);
        var locale = order.locale() == null ? to.locale() : order.locale();
        var verified =
                to.account().filter(stored -> stored.account().emailVerified()).isPresent();
        return new MailDraft(
                accountId,
                to.email().address(),
                order.template(),
                locale,
                order.variables(),
                null,
                MailKind.SEND,
                verified);
    }
}
