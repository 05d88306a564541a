package io.gatehouse.adapters.usecase;

import io.gatehouse.adapters.Fixtures;
import io.gatehouse.adapters.Stores;
import io.gatehouse.adapters.cache.CachedDirectory;
import io.gatehouse.adapters.cache.Connected;
import io.gatehouse.adapters.queue.SqsMailQueue;
import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.Accounts.Secured;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.address.ChangeEmail;
import io.gatehouse.domain.address.ConfirmEmailChange;
import io.gatehouse.domain.administration.AdministerAccount;
import io.gatehouse.domain.audit.Auditor;
import io.gatehouse.domain.auditlog.ReadHistory;
import io.gatehouse.domain.credential.Argon2Hash;
import io.gatehouse.domain.credential.Password;
import io.gatehouse.domain.credential.PasswordHasher;
import io.gatehouse.domain.credential.Throttle;
import io.gatehouse.domain.limit.LocalRateLimiter;
import io.gatehouse.domain.limit.RateLimiter;
import io.gatehouse.domain.mail.Mail;
import io.gatehouse.domain.mail.MailQuota;
import io.gatehouse.domain.mail.MailSender;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.mailing.DeliverMail;
import io.gatehouse.domain.password.ChangePassword;
import io.gatehouse.domain.password.ConfirmPassword;
import io.gatehouse.domain.password.ResetPassword;
import io.gatehouse.domain.profile.DeleteAccount;
import io.gatehouse.domain.profile.ExportAccount;
import io.gatehouse.domain.profile.UpdateProfile;
import io.gatehouse.domain.registration.Register;
import io.gatehouse.domain.registration.RegisterByMail;
import io.gatehouse.domain.registration.VerifyEmail;
import io.gatehouse.domain.session.AccessTokens;
import io.gatehouse.domain.session.AccountLookup;
import io.gatehouse.domain.session.Session;
import io.gatehouse.domain.sessions.AuthenticateCaller.Caller;
import io.gatehouse.domain.sessions.ManageSessions;
import io.gatehouse.domain.sessions.RefreshSession;
import io.gatehouse.domain.signin.SignIn;
import io.gatehouse.domain.signin.SignIn.Credentials;
import io.gatehouse.domain.upkeep.DeleteExpiredRows;
import io.gatehouse.domain.upkeep.EraseAccount;
import io.gatehouse.domain.work.OutboxDispatcher;
import io.gatehouse.domain.work.Transactions;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The use cases on real stores, with the thread's database, a queue of their own and cheap hashes. */
final class UseCases {
    static final Argon2Hash.Cost CHEAP = new Argon2Hash.Cost(64, 1, 1);

    final URI database;
    final URI queue = Stores.freshQueue();
    final Transactions transactions;
    final AccountLookup directory;
    final PasswordHasher hasher = hasher(CHEAP);
    private final RateLimiter limiter = new LocalRateLimiter(Fixtures.CLOCK);
    private final Auditor auditing = new Auditor(Fixtures.HASH, Fixtures.IDS, Fixtures.CLOCK, Fixtures.RANDOM);

    UseCases() {
        this("read committed");
    }

    /** On transactions of this isolation level. */
    UseCases(String isolation) {
        database = Stores.databaseAt(isolation);
        transactions = Stores.transactions(database);
        directory = new CachedDirectory(Connected.to(Stores.cache()), transactions, Fixtures.CLOCK);
    }

    static PasswordHasher hasher(Argon2Hash.Cost cost) {
        return new PasswordHasher(cost, Fixtures.RANDOM, 2, Duration.ofSeconds(10));
    }

    Register register() {
        return register(queue);
    }

    Register register(URI queue) {
        return register(afterCommitAt(queue, Fixtures.CLOCK));
    }

    Register register(OutboxDispatcher afterCommit) {
        return new Register(
                transactions, hasher, afterCommit, directory, auditing, Fixtures.IDS, Fixtures.CLOCK, Fixtures.RANDOM);
    }

    OutboxDispatcher afterCommitAt(URI queue, InstantSource clock) {
        return afterCommit(transactions, queue, clock);
    }

    private OutboxDispatcher afterCommit(Transactions transactions, URI queue, InstantSource clock) {
        return new OutboxDispatcher(transactions, Fixtures.IDS, clock)
                .invalidating(directory)
                .mailing(new SqsMailQueue(queue))
                .erasing(new EraseAccount(
                        transactions, new Throttle(Fixtures.HASH, Fixtures.IDS, Fixtures.CLOCK), auditing));
    }

    SignIn signIn(PasswordHasher hasher, boolean verifiedOnly) {
        return signIn(hasher, verifiedOnly, Fixtures.CLOCK);
    }

    SignIn signIn(PasswordHasher hasher, boolean verifiedOnly, InstantSource clock) {
        return new SignIn(
                transactions,
                hasher,
                new SessionIdTokens(),
                directory,
                afterCommitAt(queue, clock),
                new Throttle(Fixtures.HASH, Fixtures.IDS, clock),
                mailQuota(0),
                auditing,
                Fixtures.HASH,
                Fixtures.IDS,
                clock,
                Fixtures.RANDOM,
                new SignIn.Rules(Fixtures.LIFETIMES, verifiedOnly));
    }

    RefreshSession refreshSession(InstantSource clock) {
        return new RefreshSession(
                transactions, new SessionIdTokens(), afterCommitAt(queue, clock), auditing, clock, Fixtures.LIFETIMES);
    }

    ManageSessions manageSessions() {
        return new ManageSessions(transactions, afterCommitAt(queue, Fixtures.CLOCK), auditing, Fixtures.CLOCK);
    }

    /** Signs in; the one who then calls. */
    Caller caller(EmailAddress email, Password password) {
        var signedIn = signIn(hasher, false)
                .with(new Credentials(email, password, null), Fixtures.CLIENT)
                .signedIn();
        var sessionId = signedIn.refreshToken().sessionId();
        var account = signedIn.account().id();
        return new Caller(directory.signedIn(account, sessionId).orElseThrow(), sessionId);
    }

    boolean isSignedIn(Caller caller) {
        return directory
                .signedIn(caller.found().account().id(), caller.sessionId())
                .isPresent();
    }

    ChangePassword changePassword(InstantSource clock) {
        return new ChangePassword(
                transactions,
                confirmPassword(clock),
                hasher,
                afterCommitAt(queue, clock),
                auditing,
                Fixtures.IDS,
                clock);
    }

    RegisterByMail registerByMail(InstantSource clock) {
        return registerByMail(clock, 0);
    }

    RegisterByMail registerByMail(InstantSource clock, int mailsPerHour) {
        return new RegisterByMail(
                transactions, hasher, mailQuota(mailsPerHour), afterCommitAt(queue, clock), Fixtures.IDS, clock);
    }

    VerifyEmail verifyEmail(InstantSource clock) {
        return new VerifyEmail(transactions, afterCommitAt(queue, clock), auditing, clock, Fixtures.RANDOM);
    }

    /** The account that has an address. */
    Optional<Account> account(EmailAddress email) {
        return transactions.run(tx -> tx.accounts().byEmail(email.key())).map(Secured::account);
    }

    MailQuota mailQuota(int perHour) {
        return new MailQuota(limiter, Fixtures.HASH, perHour);
    }

    SendLink sendLink(InstantSource clock) {
        return sendLink(clock, 0);
    }

    SendLink sendLink(InstantSource clock, int mailsPerHour) {
        return new SendLink(transactions, mailQuota(mailsPerHour), afterCommitAt(queue, clock), Fixtures.IDS, clock);
    }

    ResetPassword resetPassword(InstantSource clock) {
        return new ResetPassword(
                transactions,
                hasher,
                new Throttle(Fixtures.HASH, Fixtures.IDS, clock),
                afterCommitAt(queue, clock),
                auditing,
                Fixtures.IDS,
                clock);
    }

    /** On transactions that may be others than those of these use cases. */
    DeleteAccount deleteAccount(Transactions transactions) {
        var clock = Fixtures.CLOCK;
        return new DeleteAccount(
                transactions,
                confirmPassword(transactions, clock),
                afterCommit(transactions, queue, clock),
                auditing,
                Fixtures.IDS,
                clock);
    }

    ChangeEmail changeEmail(InstantSource clock) {
        return changeEmail(clock, 0);
    }

    ChangeEmail changeEmail(InstantSource clock, int mailsPerHour) {
        return new ChangeEmail(
                transactions,
                confirmPassword(clock),
                mailQuota(mailsPerHour),
                afterCommitAt(queue, clock),
                auditing,
                Fixtures.IDS,
                clock);
    }

    ConfirmEmailChange confirmEmail(InstantSource clock) {
        return new ConfirmEmailChange(transactions, afterCommitAt(queue, clock), auditing, Fixtures.IDS, clock);
    }

    ConfirmPassword confirmPassword(InstantSource clock) {
        return confirmPassword(transactions, clock);
    }

    private ConfirmPassword confirmPassword(Transactions transactions, InstantSource clock) {
        return new ConfirmPassword(transactions, hasher, new Throttle(Fixtures.HASH, Fixtures.IDS, clock), auditing);
    }

    AdministerAccount administer() {
        return new AdministerAccount(
                transactions, afterCommitAt(queue, Fixtures.CLOCK), auditing, Fixtures.IDS, Fixtures.CLOCK);
    }

    UpdateProfile updateProfile() {
        return new UpdateProfile(transactions, afterCommitAt(queue, Fixtures.CLOCK), Fixtures.CLOCK);
    }

    ReadHistory readHistory() {
        return new ReadHistory(transactions, auditing);
    }

    ExportAccount exportAccount() {
        return new ExportAccount(
                transactions,
                new Throttle(Fixtures.HASH, Fixtures.IDS, Fixtures.CLOCK),
                readHistory(),
                auditing,
                Fixtures.CLOCK);
    }

    DeleteExpiredRows removeOldRows(InstantSource clock) {
        return new DeleteExpiredRows(transactions, clock, Fixtures.LIFETIMES.absolute());
    }

    long count(String table) {
        return Long.parseLong(column("SELECT count(*) FROM " + table).getFirst());
    }

    /** The actions in the audit log, oldest first. */
    List<String> audited() {
        return column("SELECT action FROM audit_log ORDER BY id");
    }

    /** The templates of all mails, oldest first. */
    List<String> mails() {
        return column("SELECT template FROM mails ORDER BY id");
    }

    /** A mail that was sent, with the token in its link. */
    record Sent(Mail mail, @Nullable String token) {}

    /** Sends the mails that wait, oldest first. */
    List<Sent> deliver(InstantSource clock) {
        var sent = new ArrayList<Sent>();
        MailSender sender = (mail, token) -> {
            sent.add(new Sent(mail, token));
            return "provider's id";
        };
        var deliverMail =
                new DeliverMail(transactions, sender, Fixtures.IDS, clock, Fixtures.RANDOM, Duration.ofMinutes(1));
        column("SELECT id FROM mails WHERE sent_at IS NULL ORDER BY id")
                .forEach(id -> deliverMail.deliver(UUID.fromString(id)));
        return sent;
    }

    /** Sends the mails that wait, of which one has this template; the token in its link. */
    String tokenOf(MailTemplate template, InstantSource clock) {
        return deliver(clock).stream()
                .filter(sent -> sent.mail().template() == template)
                .map(Sent::token)
                .reduce((one, other) -> {
                    throw new AssertionError("two mails");
                })
                .orElseThrow();
    }

    /** The first column of what a query finds. */
    List<String> column(String query) {
        try (var connection = Stores.connect(database);
                var rows = connection.createStatement().executeQuery(query)) {
            var values = new ArrayList<String>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void execute(String statement) {
        try (var connection = Stores.connect(database)) {
            connection.createStatement().execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    InstantSource inOneMinute() {
        var then = Instant.now().plusSeconds(60);
        return () -> then;
    }

    /** Tokens are tested elsewhere; here a token is the session's id. */
    static final class SessionIdTokens implements AccessTokens {
        @Override
        public Issued issue(Account account, Session session) {
            return new Issued(session.id().toString(), 600);
        }

        @Override
        public Optional<Claims> verify(String token) {
            throw new AssertionError("nobody verifies here");
        }
    }
}
