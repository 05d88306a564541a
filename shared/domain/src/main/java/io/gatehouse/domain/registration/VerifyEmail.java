package io.gatehouse.domain.registration;

import io.gatehouse.domain.audit.Actor;
import io.gatehouse.domain.audit.AuditEntry.Action;
import io.gatehouse.domain.basics.Client;
import io.gatehouse.domain.errors.Refused;
import io.gatehouse.domain.mail.MailLink;
import io.gatehouse.domain.mail.MailLink.Purpose;
import io.gatehouse.domain.mail.MailToken;
import io.gatehouse.domain.mail.MailTokens;
import io.gatehouse.domain.work.AccountLifecycle;
import io.gatehouse.domain.work.Transaction;
import io.gatehouse.domain.work.Transactions;
import java.util.Set;

/** Takes the token of a mail as proof that its reader owns the address: of an account or of a registration. */
public record VerifyEmail(Transactions transactions) {
    /** An address is never sent more links than this, unless the deployment has no limit. */
    private static final int MAX_REGISTRATIONS = 500;

    /** @throws Refused {@code INVALID_OR_EXPIRED_TOKEN} */
    public void verify(String text, Client client) {
        transactions.execute(tx -> {
            var purposes = Set.of(Purpose.VERIFY_EMAIL, Purpose.CONFIRM_REGISTRATION);
            var token = tx.mailTokens().valid(text, purposes, tx.now());
            tx.mailTokens().remove(token);
            if (token.link().purpose() == Purpose.VERIFY_EMAIL) {
                verifyAccount(tx, token, client);
            } else {
                createAccount(tx, token, client);
            }
        });
    }

    private static void verifyAccount(Transaction tx, MailToken token, Client client) {
        var owner = tx.accounts()
                .active(token.link().owner())
                .filter(stored -> !stored.account().emailVerified())
                .filter(stored -> token.link().equals(MailLink.toVerify(stored.account())))
                .orElseThrow(MailTokens::refusal);
        tx.update(owner.account().verified(tx.now()));
        tx.record(Action.EMAIL_VERIFIED, owner, Actor.user(client));
    }

    /**
     * The first registration of an address whose link is used becomes the account; the others are removed. The account
     * comes first: its address is what links of several registrations wait for, before they lock any of them.
     */
    private static void createAccount(Transaction tx, MailToken token, Client client) {
        var registration = tx.registrations().byId(token.link().owner()).orElseThrow(MailTokens::refusal);
        var hash = tx.registrations().passwordHash(registration.id()).orElseThrow(MailTokens::refusal);
        var account = registration.account().verified(tx.now());
        if (!AccountLifecycle.register(tx, account, hash, client)
                || !tx.registrations().remove(registration)) {
            throw MailTokens.refusal();
        }
        tx.registrations().removeSome(registration.email().key(), MAX_REGISTRATIONS);
    }
}
