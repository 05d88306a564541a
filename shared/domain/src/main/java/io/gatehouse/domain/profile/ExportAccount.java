package io.gatehouse.domain.profile;

import io.gatehouse.domain.account.EmailChange;
import io.gatehouse.domain.account.Registration;
import io.gatehouse.domain.account.StoredAccount;
import io.gatehouse.domain.audit.Actor;
import io.gatehouse.domain.audit.AuditEntry.Action;
import io.gatehouse.domain.audit.AuditHistory;
import io.gatehouse.domain.audit.AuditQuota;
import io.gatehouse.domain.basics.Client;
import io.gatehouse.domain.credential.FailedAttempts.Count;
import io.gatehouse.domain.credential.Throttle;
import io.gatehouse.domain.mail.MailLink.Purpose;
import io.gatehouse.domain.mail.MailToken;
import io.gatehouse.domain.mail.Mails.Kept;
import io.gatehouse.domain.session.Caller;
import io.gatehouse.domain.session.Session;
import io.gatehouse.domain.work.Transaction;
import io.gatehouse.domain.work.Transactions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Gives users everything that is stored about them (GDPR, articles 15 and 20): as much as fits into an answer of
 * Lambda, which is 6 MB, even with user agents of the greatest length.
 */
public record ExportAccount(Transactions transactions, Throttle throttle, AuditHistory history, AuditQuota auditQuota) {
    private static final int MAX_EVENTS = 1_500;
    private static final int MAX_SESSIONS = 300;
    private static final int MAX_OTHERS = 100;
    /** Goes to an address that is not the caller's; whether it has an account is not the caller's to know. */
    private static final Purpose NOT_THEIRS = Purpose.CONFIRM_NEW_EMAIL;

    /** @param truncated whether there are more than these */
    public record Excerpt<T>(List<T> items, boolean truncated) {

        static <T> Excerpt<T> read(int max, IntFunction<List<T>> reader) {
            var found = reader.apply(max + 1);
            return new Excerpt<>(found.subList(0, Math.min(max, found.size())), found.size() > max);
        }
    }

    /**
     * What is stored about an account.
     *
     * @param sessions newest first, ended ones included
     * @param mails newest first
     * @param links what the links of mails allow, newest first, without used ones
     * @param registrations of the account's address, newest first; none unless the address is verified
     * @param failuresOnAddress failed sign-ins
     * @param failuresOnAccount wrong passwords while signed in
     * @param history oldest first
     */
    public record Holdings(
            Instant at,
            StoredAccount owner,
            Excerpt<Session> sessions,
            @Nullable EmailChange emailChange,
            Excerpt<Kept> mails,
            Excerpt<MailToken> links,
            Excerpt<Registration> registrations,
            Optional<Count> failuresOnAddress,
            Optional<Count> failuresOnAccount,
            Excerpt<AuditHistory.Event> history) {}

    /** Everything stored about the caller. The history has one export an hour, this one included. */
    public Holdings export(Caller caller, Client client) {
        var target = throttle.account(caller.accountId()); // outside of the transaction: may read the hash key
        var isRecorded = auditQuota.admits(Action.EXPORTED, caller.accountId());
        return transactions.run(tx -> {
            var owner = tx.accountOf(caller);
            if (isRecorded) {
                tx.record(Action.EXPORTED, owner, Actor.user(client));
            }
            return holdings(tx, owner, target);
        });
    }

    private Holdings holdings(Transaction tx, StoredAccount owner, byte[] target) {
        var id = owner.id();
        return new Holdings(
                tx.now(),
                owner,
                Excerpt.read(MAX_SESSIONS, limit -> tx.sessions().ofAccount(id, limit)),
                tx.emailChanges().ofAccount(id).orElse(null),
                Excerpt.read(MAX_OTHERS, limit -> tx.mails().ofAccount(id, NOT_THEIRS, limit)),
                Excerpt.read(MAX_OTHERS, limit -> tx.mailTokens().ofOwner(id, NOT_THEIRS, limit)),
                Excerpt.read(MAX_OTHERS, limit -> registrations(tx, owner, limit)),
                tx.failedAttempts()
                        .find(throttle.address(owner.account().email().key())),
                tx.failedAttempts().find(target),
                Excerpt.read(MAX_EVENTS, limit -> history(tx, owner, limit)));
    }

    /** Anybody can register any address: only those who read its mail may see what waits for it. */
    private static List<Registration> registrations(Transaction tx, StoredAccount owner, int limit) {
        var account = owner.account();
        return account.emailVerified()
                ? tx.registrations().ofEmail(account.email().key(), limit)
                : List.of();
    }

    /** What was tried with the address before it had an account is included once the address is verified. */
    private List<AuditHistory.Event> history(Transaction tx, StoredAccount owner, int limit) {
        var account = owner.account();
        var emailKey = account.emailVerified() ? account.email().key() : null;
        return history.read(tx.auditLog(), owner.pseudonym(), emailKey, null, limit);
    }
}
