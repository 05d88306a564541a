package io.gatehouse.domain.registration;

import io.gatehouse.domain.account.Registration;
import io.gatehouse.domain.account.StoredAccount;
import io.gatehouse.domain.audit.Actor;
import io.gatehouse.domain.audit.AuditEntry.Action;
import io.gatehouse.domain.basics.Client;
import io.gatehouse.domain.credential.Password;
import io.gatehouse.domain.credential.PasswordHasher;
import io.gatehouse.domain.credential.PasswordPolicy;
import io.gatehouse.domain.errors.InvalidValue;
import io.gatehouse.domain.errors.Reason;
import io.gatehouse.domain.errors.Refused;
import io.gatehouse.domain.mail.MailLink;
import io.gatehouse.domain.mail.MailLink.Purpose;
import io.gatehouse.domain.mail.MailToken;
import io.gatehouse.domain.mail.MailTokens;
import io.gatehouse.domain.proof.ConfirmOwner;
import io.gatehouse.domain.proof.Evidence;
import io.gatehouse.domain.work.AccountLifecycle;
import io.gatehouse.domain.work.Transaction;
import io.gatehouse.domain.work.Transactions;
import java.util.Optional;
import java.util.Set;

/**
 * Takes the token of a mail as proof that its reader owns the address. Of an account: then the reader must own that,
 * too. Of a registration: then the reader chooses the password of the account that it becomes, because somebody else
 * may have made the registration.
 */
public record VerifyEmail(
        Transactions transactions, ConfirmOwner confirmOwner, PasswordHasher hasher, PasswordPolicy policy) {
    /** An address is never sent more links than this, unless the deployment has no limit. */
    private static final int MAX_REGISTRATIONS = 500;

    /**
     * The password that comes with a token: that of the account, or one that may be chosen for it. Does not use up the
     * token.
     *
     * @throws Refused {@code INVALID_OR_EXPIRED_TOKEN}
     * @throws InvalidValue when it may not be chosen, or no account can have it
     */
    public Password password(String token, String text) {
        var registration = transactions.run(tx -> {
            var link = find(tx, token).link();
            return link.purpose() == Purpose.CONFIRM_REGISTRATION
                    ? Optional.of(registration(tx, link))
                    : Optional.<Registration>empty();
        });
        return registration.isPresent() ? policy.check(text, registration.get().email()) : Password.parse(text);
    }

    /**
     * @param evidence with a {@link #password} of this token, if any
     * @throws Refused {@code INVALID_OR_EXPIRED_TOKEN}; {@code PROOF_REQUIRED} without the password of a registration;
     *     for an account what {@link ConfirmOwner#confirm} throws
     */
    public void verify(String text, Evidence evidence, Client client) {
        var token = transactions.run(tx -> find(tx, text));
        if (token.link().purpose() == Purpose.VERIFY_EMAIL) {
            confirmOwner.confirm(token, evidence, client);
            transactions.execute(tx -> verifyAccount(tx, token, client));
        } else {
            var hash = hasher.hash(chosen(evidence));
            transactions.execute(tx -> createAccount(tx, token, hash, client));
        }
    }

    private static Password chosen(Evidence evidence) {
        if (evidence.password() == null) {
            throw new Refused(Reason.PROOF_REQUIRED);
        }
        return evidence.password();
    }

    /** A token that is valid, of an account or registration whose state it stands for. */
    private static MailToken find(Transaction tx, String text) {
        var purposes = Set.of(Purpose.VERIFY_EMAIL, Purpose.CONFIRM_REGISTRATION);
        var token = tx.mailTokens().valid(text, purposes, tx.now());
        if (token.link().purpose() == Purpose.VERIFY_EMAIL) {
            unverified(tx, token.link());
        } else {
            registration(tx, token.link());
        }
        return token;
    }

    private static StoredAccount unverified(Transaction tx, MailLink link) {
        return tx.accounts()
                .active(link.owner())
                .filter(stored -> !stored.account().emailVerified())
                .filter(stored -> link.equals(MailLink.toVerify(stored.account())))
                .orElseThrow(MailTokens::refusal);
    }

    private static Registration registration(Transaction tx, MailLink link) {
        return tx.registrations()
                .byId(link.owner())
                .filter(registration ->
                        tx.accounts().byEmail(registration.email().key()).isEmpty())
                .orElseThrow(MailTokens::refusal);
    }

    /** A change of address ends: it did not ask the owner of this one, as long as nobody had proved to be that. */
    private static void verifyAccount(Transaction tx, MailToken token, Client client) {
        var owner = unverified(tx, token.link());
        use(tx, token);
        tx.update(owner.account().verified(tx.now()));
        tx.emailChanges().remove(owner.id());
        tx.record(Action.EMAIL_VERIFIED, owner, Actor.user(client));
    }

    /**
     * The first registration of an address whose link is used becomes the account; the others are removed. The account
     * comes first: its address is what links of several registrations wait for, before they lock any of them.
     */
    private static void createAccount(Transaction tx, MailToken token, String hash, Client client) {
        var registration = registration(tx, token.link());
        use(tx, token);
        var account = registration.account().verified(tx.now());
        if (!AccountLifecycle.register(tx, account, hash, client)
                || !tx.registrations().remove(registration)) {
            throw MailTokens.refusal();
        }
        tx.registrations().removeSome(registration.email().key(), MAX_REGISTRATIONS);
    }

    private static void use(Transaction tx, MailToken token) {
        if (!tx.mailTokens().remove(token)) {
            throw MailTokens.refusal();
        }
    }
}
