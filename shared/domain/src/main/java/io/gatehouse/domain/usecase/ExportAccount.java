package io.gatehouse.domain.usecase;

import io.gatehouse.domain.Refused;
import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.Accounts.Secured;
import io.gatehouse.domain.account.EmailChange;
import io.gatehouse.domain.account.Registration;
import io.gatehouse.domain.audit.AuditEntry.Action;
import io.gatehouse.domain.credential.FailedAttempts.Count;
import io.gatehouse.domain.mail.MailLink.Purpose;
import io.gatehouse.domain.mail.MailToken;
import io.gatehouse.domain.mail.Mails.Kept;
import io.gatehouse.domain.session.Client;
import io.gatehouse.domain.session.Session;
import io.gatehouse.domain.store.Transaction;
import io.gatehouse.domain.store.Transactions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Gives users all that is held about them (GDPR, articles 15 and 20): as much of it as fits an answer of Lambda, which
 * is 6 MB, even if user agents are as long as they can be.
 */
public final class ExportAccount {
    private static final int MOST_EVENTS = 1_500;
    private static final int MOST_SESSIONS = 300;
    private static final int MOST_OTHERS = 100;
    /** Goes to an address that is not the caller's, and only if that has no account, which is not theirs to know. */
    private static final Purpose NOT_THEIRS = Purpose.CONFIRM_NEW_EMAIL;

    /** @param truncated whether there are more than these */
    public record Excerpt<T>(List<T> items, boolean truncated) {

        static <T> Excerpt<T> of(int most, IntFunction<List<T>> reader) {
            var found = reader.apply(most + 1);
            return new Excerpt<>(found.subList(0, Math.min(most, found.size())), found.size() > most);
        }
    }

    /**
     * What is held about an account.
     *
     * @param owner with secrets, which are not for its owner either
     * @param sessions newest first, those that have ended among them
     * @param mails newest first
     * @param links what the links of mails allow, newest first, used ones not among them
     * @param registrations that wait for the account's address, newest first; none unless that is verified
     * @param failuresOnAddress at sign-ins
     * @param failuresOnAccount where whoever is signed in is asked for the password
     * @param history oldest first
     */
    public record Holdings(
            Instant at,
            Secured owner,
            Excerpt<Session> sessions,
            @Nullable EmailChange emailChange,
            Excerpt<Kept> mails,
            Excerpt<MailToken> links,
            Excerpt<Registration> registrations,
            Optional<Count> failuresOnAddress,
            Optional<Count> failuresOnAccount,
            Excerpt<ReadHistory.Event> history) {}

    private final Transactions transactions;
    private final Throttle throttle;
    private final ReadHistory readHistory;
    private final Auditing auditing;
    private final InstantSource clock;

    public ExportAccount(
            Transactions transactions,
            Throttle throttle,
            ReadHistory readHistory,
            Auditing auditing,
            InstantSource clock) {
        this.transactions = transactions;
        this.throttle = throttle;
        this.readHistory = readHistory;
        this.auditing = auditing;
        this.clock = clock;
    }

    /** What is held about the caller; that it was asked for stands in it, too. */
    public Holdings of(Authenticate.Caller caller, Client client) {
        var id = caller.found().account().id();
        var target = throttle.account(id); // may read the key of hashes, which takes its time
        var now = clock.instant();
        return transactions.run(tx -> {
            var owner = tx.accounts()
                    .securedById(id)
                    .filter(secured -> secured.account().active())
                    .orElseThrow(() -> new Refused(Refused.Reason.INVALID_TOKEN));
            tx.audit().add(auditing.byClient(owner.pseudonym(), Action.EXPORTED, client));
            return holdings(tx, owner, target, now);
        });
    }

    private Holdings holdings(Transaction tx, Secured owner, byte[] target, Instant now) {
        var account = owner.account();
        var id = account.id();
        return new Holdings(
                now,
                owner,
                Excerpt.of(MOST_SESSIONS, limit -> tx.sessions().of(id, limit)),
                tx.emailChanges().of(id).orElse(null),
                Excerpt.of(MOST_OTHERS, limit -> tx.mails().of(id, NOT_THEIRS, limit)),
                Excerpt.of(MOST_OTHERS, limit -> tx.mailTokens().of(id, NOT_THEIRS, limit)),
                Excerpt.of(MOST_OTHERS, limit -> registrations(tx, account, limit)),
                tx.failedAttempts().of(throttle.address(account.email().key())),
                tx.failedAttempts().of(target),
                Excerpt.of(MOST_EVENTS, limit -> readHistory.of(tx, owner, limit)));
    }

    /** Anybody can register an address: what waits for it is for none but who reads its mail. */
    private static List<Registration> registrations(Transaction tx, Account account, int limit) {
        return account.emailVerified() ? tx.registrations().of(account.email().key(), limit) : List.of();
    }
}
