package io.gatehouse.domain.wiring;

import io.gatehouse.domain.address.ConfirmEmailChange;
import io.gatehouse.domain.address.RequestEmailChange;
import io.gatehouse.domain.administration.AdministerAccount;
import io.gatehouse.domain.administration.RotateSigningKeys;
import io.gatehouse.domain.audit.AuditHistory;
import io.gatehouse.domain.audit.AuditQuota;
import io.gatehouse.domain.audit.Auditor;
import io.gatehouse.domain.auditlog.ReadHistory;
import io.gatehouse.domain.auditlog.SealAuditLog;
import io.gatehouse.domain.auditlog.VerifyAuditLog;
import io.gatehouse.domain.credential.CommonPasswords;
import io.gatehouse.domain.credential.PasswordPolicy;
import io.gatehouse.domain.credential.Throttle;
import io.gatehouse.domain.mailing.DeliverMail;
import io.gatehouse.domain.mailing.MailQuota;
import io.gatehouse.domain.mailing.SendEmail;
import io.gatehouse.domain.password.ChangePassword;
import io.gatehouse.domain.password.ForgotPassword;
import io.gatehouse.domain.password.ResetPassword;
import io.gatehouse.domain.profile.DeleteAccount;
import io.gatehouse.domain.profile.ExportAccount;
import io.gatehouse.domain.profile.LookUpUser;
import io.gatehouse.domain.profile.UpdateProfile;
import io.gatehouse.domain.proof.ConfirmOwner;
import io.gatehouse.domain.proof.ConfirmPassword;
import io.gatehouse.domain.registration.Register;
import io.gatehouse.domain.registration.RegisterAtOnce;
import io.gatehouse.domain.registration.RegisterByMail;
import io.gatehouse.domain.registration.ResendVerification;
import io.gatehouse.domain.registration.SignUpMode;
import io.gatehouse.domain.registration.VerifyEmail;
import io.gatehouse.domain.requests.IdempotentRequests;
import io.gatehouse.domain.session.DeviceTokens;
import io.gatehouse.domain.session.RefreshTokens;
import io.gatehouse.domain.session.Session;
import io.gatehouse.domain.session.TokenIssuer;
import io.gatehouse.domain.sessions.AuthenticateCaller;
import io.gatehouse.domain.sessions.EndSession;
import io.gatehouse.domain.sessions.ListSessions;
import io.gatehouse.domain.sessions.RefreshSession;
import io.gatehouse.domain.sessions.SignOut;
import io.gatehouse.domain.signin.OpenSession;
import io.gatehouse.domain.signin.SignInWithPassword;
import io.gatehouse.domain.signin.VerifyPassword;
import io.gatehouse.domain.upkeep.DeleteExpiredRows;
import io.gatehouse.domain.upkeep.EraseAccount;
import io.gatehouse.domain.work.OutboxDispatcher;
import io.gatehouse.domain.work.Transactions;
import java.time.Duration;

/** Makes the use cases of ports. Asks only for the ports and rules of those that are made. */
public final class UseCases {
    /** Twice the mail worker's time limit, and a third of the queue's visibility time-out. */
    private static final Duration MAIL_LEASE = Duration.ofSeconds(60);

    private final Ports ports;
    private final Rules rules;
    private final Transactions transactions;
    private final OutboxDispatcher outboxDispatcher;

    public UseCases(Ports ports, Rules rules) {
        this.ports = ports;
        this.rules = rules;
        this.outboxDispatcher = new OutboxDispatcher(
                ports.stores(),
                ports.sources().clock(),
                ports.accountLookup(),
                mails -> ports.mailQueue().send(mails),
                account -> eraseAccount().erase(account));
        this.transactions = new Transactions(
                ports.stores(),
                new Auditor(ports.keyedHash(), ports.sources()),
                ports.sources(),
                outboxDispatcher::dispatch);
    }

    // Signing up

    public Register register() {
        return rules.signUpMode() == SignUpMode.IMMEDIATE
                ? new RegisterAtOnce(transactions, ports.passwordHasher(), ports.accountLookup())
                : new RegisterByMail(transactions, ports.passwordHasher());
    }

    public VerifyEmail verifyEmail() {
        return new VerifyEmail(transactions, confirmOwner(), ports.passwordHasher(), passwordPolicy());
    }

    public ResendVerification resendVerification() {
        return new ResendVerification(transactions);
    }

    // Signing in

    public SignInWithPassword signInWithPassword() {
        return new SignInWithPassword(verifyPassword(), openSession());
    }

    public VerifyPassword verifyPassword() {
        return new VerifyPassword(
                transactions,
                ports.passwordHasher(),
                throttle(),
                deviceTokens(),
                rules.signUpMode() == SignUpMode.VERIFIED);
    }

    public OpenSession openSession() {
        return new OpenSession(
                transactions,
                tokenIssuer(),
                ports.accountLookup(),
                deviceTokens(),
                new Session.Policy(rules.sessionLifetimes(), rules.sessionsPerUser()));
    }

    // Sessions

    public AuthenticateCaller authenticateCaller() {
        return new AuthenticateCaller(ports.accessTokens(), ports.accountLookup());
    }

    public RefreshSession refreshSession() {
        return new RefreshSession(
                transactions, refreshTokens(), tokenIssuer(), ports.sources().clock(), rules.sessionLifetimes());
    }

    public RefreshTokens refreshTokens() {
        return new RefreshTokens(ports.keyedHash());
    }

    public ListSessions listSessions() {
        return new ListSessions(transactions);
    }

    public EndSession endSession() {
        return new EndSession(transactions);
    }

    public SignOut signOut() {
        return new SignOut(transactions, refreshTokens(), auditQuota());
    }

    // Passwords

    public PasswordPolicy passwordPolicy() {
        return new PasswordPolicy(rules.passwordMinLength(), CommonPasswords.bundled());
    }

    public ConfirmPassword confirmPassword() {
        return new ConfirmPassword(transactions, ports.passwordHasher(), throttle());
    }

    public ChangePassword changePassword() {
        return new ChangePassword(transactions, ports.passwordHasher());
    }

    public ForgotPassword forgotPassword() {
        return new ForgotPassword(transactions);
    }

    public ResetPassword resetPassword() {
        return new ResetPassword(transactions, ports.passwordHasher(), throttle());
    }

    // The e-mail address

    public RequestEmailChange requestEmailChange() {
        return new RequestEmailChange(transactions, ports.rateLimiter(), auditQuota());
    }

    public ConfirmEmailChange confirmEmailChange() {
        return new ConfirmEmailChange(transactions, confirmOwner());
    }

    // The profile

    public LookUpUser lookUpUser() {
        return new LookUpUser(ports.accountLookup(), transactions, auditQuota());
    }

    public UpdateProfile updateProfile() {
        return new UpdateProfile(transactions);
    }

    public ExportAccount exportAccount() {
        return new ExportAccount(transactions, throttle(), auditHistory(), auditQuota());
    }

    public DeleteAccount deleteAccount() {
        return new DeleteAccount(transactions);
    }

    // Mailing

    public SendEmail sendEmail() {
        return new SendEmail(transactions, mailQuota());
    }

    public DeliverMail deliverMail() {
        return new DeliverMail(transactions, ports.mailSender(), ports.sources(), mailQuota(), MAIL_LEASE);
    }

    // The audit log

    public ReadHistory readHistory() {
        return new ReadHistory(transactions, auditHistory());
    }

    public SealAuditLog sealAuditLog() {
        return new SealAuditLog(transactions, ports.sealVault());
    }

    public VerifyAuditLog verifyAuditLog() {
        return new VerifyAuditLog(transactions, ports.sealVault());
    }

    // Operators

    public AdministerAccount administerAccount() {
        return new AdministerAccount(transactions);
    }

    public RotateSigningKeys rotateSigningKeys() {
        return new RotateSigningKeys(ports.signingKeyVault(), ports.sources());
    }

    // Upkeep

    public OutboxDispatcher outboxDispatcher() {
        return outboxDispatcher;
    }

    public DeleteExpiredRows deleteExpiredRows() {
        return new DeleteExpiredRows(
                transactions, ports.sources().clock(), rules.sessionLifetimes().absolute());
    }

    public EraseAccount eraseAccount() {
        return new EraseAccount(transactions, throttle());
    }

    // Repeated requests

    public IdempotentRequests idempotentRequests() {
        return new IdempotentRequests(transactions, ports.keyedHash(), ports.sources());
    }

    private ConfirmOwner confirmOwner() {
        return new ConfirmOwner(confirmPassword());
    }

    private AuditHistory auditHistory() {
        return new AuditHistory(ports.keyedHash());
    }

    private AuditQuota auditQuota() {
        return new AuditQuota(ports.rateLimiter());
    }

    private Throttle throttle() {
        return new Throttle(ports.keyedHash(), ports.sources());
    }

    private MailQuota mailQuota() {
        return new MailQuota(ports.keyedHash(), ports.sources(), rules.mailsPerAddress());
    }

    private TokenIssuer tokenIssuer() {
        return new TokenIssuer(ports.accessTokens(), refreshTokens());
    }

    private DeviceTokens deviceTokens() {
        return new DeviceTokens(ports.keyedHash(), ports.sources());
    }
}
