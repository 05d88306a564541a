package io.gatehouse.auth;

import io.gatehouse.adapters.Adapters;
import io.gatehouse.adapters.config.Settings;
import io.gatehouse.adapters.config.Settings.SignUpMode;
import io.gatehouse.domain.credential.CommonPasswords;
import io.gatehouse.domain.credential.PasswordHasher;
import io.gatehouse.domain.credential.PasswordPolicy;
import io.gatehouse.domain.usecase.Authenticate;
import io.gatehouse.domain.usecase.ChangeEmail;
import io.gatehouse.domain.usecase.ChangePassword;
import io.gatehouse.domain.usecase.ConfirmEmail;
import io.gatehouse.domain.usecase.ConfirmPassword;
import io.gatehouse.domain.usecase.ManageSessions;
import io.gatehouse.domain.usecase.RefreshSession;
import io.gatehouse.domain.usecase.Register;
import io.gatehouse.domain.usecase.RegisterByMail;
import io.gatehouse.domain.usecase.ResetPassword;
import io.gatehouse.domain.usecase.SendLink;
import io.gatehouse.domain.usecase.SignIn;
import io.gatehouse.domain.usecase.VerifyEmail;
import io.gatehouse.web.Guard;
import io.gatehouse.web.Idempotency;

/** What the functions of this bundle are made of. */
final class Auth {
    private final Settings settings;
    private final Adapters adapters;
    private final PasswordHasher hasher;

    Auth(Settings settings) {
        this.settings = settings;
        this.adapters = new Adapters(settings);
        this.hasher = adapters.passwordHasher();
    }

    static Auth ofThisProcess() {
        return new Auth(Settings.ofThisProcess());
    }

    Settings settings() {
        return settings;
    }

    Adapters adapters() {
        return adapters;
    }

    Guard guard() {
        return new Guard(
                adapters.rateLimiter(),
                new Authenticate(adapters.accessTokens(), adapters.directory()),
                new Guard.Limits(settings.rateLimitPerIp(), settings.rateLimitPerUser()));
    }

    Idempotency idempotency() {
        return new Idempotency(adapters.executeOnce());
    }

    PasswordPolicy passwordPolicy() {
        return new PasswordPolicy(settings.passwordMinLength(), CommonPasswords.bundled());
    }

    Register register() {
        return new Register(
                adapters.transactions(),
                hasher,
                adapters.afterCommitMailing(),
                adapters.directory(),
                adapters.auditing(),
                adapters.ids(),
                adapters.clock(),
                adapters.random());
    }

    RegisterByMail registerByMail() {
        return new RegisterByMail(
                adapters.transactions(),
                hasher,
                adapters.mailQuota(),
                adapters.afterCommitMailing(),
                adapters.ids(),
                adapters.clock());
    }

    VerifyEmail verifyEmail() {
        return new VerifyEmail(
                adapters.transactions(),
                adapters.afterCommit(),
                adapters.auditing(),
                adapters.clock(),
                adapters.random());
    }

    SignIn signIn() {
        return new SignIn(
                adapters.transactions(),
                hasher,
                adapters.accessTokens(),
                adapters.directory(),
                adapters.afterCommitMailing(),
                adapters.throttle(),
                adapters.mailQuota(),
                adapters.auditing(),
                adapters.keyedHash(),
                adapters.ids(),
                adapters.clock(),
                adapters.random(),
                new SignIn.Rules(adapters.sessionLifetimes(), settings.signUpMode() == SignUpMode.VERIFIED));
    }

    RefreshSession refreshSession() {
        return new RefreshSession(
                adapters.transactions(),
                adapters.accessTokens(),
                adapters.afterCommit(),
                adapters.auditing(),
                adapters.clock(),
                adapters.sessionLifetimes());
    }

    ManageSessions manageSessions() {
        return new ManageSessions(
                adapters.transactions(), adapters.afterCommit(), adapters.auditing(), adapters.clock());
    }

    ChangePassword changePassword() {
        return new ChangePassword(
                adapters.transactions(),
                confirmPassword(),
                hasher,
                adapters.afterCommitMailing(),
                adapters.auditing(),
                adapters.ids(),
                adapters.clock());
    }

    SendLink sendLink() {
        return new SendLink(
                adapters.transactions(),
                adapters.mailQuota(),
                adapters.afterCommitMailing(),
                adapters.ids(),
                adapters.clock());
    }

    ResetPassword resetPassword() {
        return new ResetPassword(
                adapters.transactions(),
                hasher,
                adapters.throttle(),
                adapters.afterCommitMailing(),
                adapters.auditing(),
                adapters.ids(),
                adapters.clock());
    }

    ChangeEmail changeEmail() {
        return new ChangeEmail(
                adapters.transactions(),
                confirmPassword(),
                adapters.mailQuota(),
                adapters.afterCommitMailing(),
                adapters.auditing(),
                adapters.ids(),
                adapters.clock());
    }

    ConfirmEmail confirmEmail() {
        return new ConfirmEmail(
                adapters.transactions(),
                adapters.afterCommitMailing(),
                adapters.auditing(),
                adapters.ids(),
                adapters.clock());
    }

    private ConfirmPassword confirmPassword() {
        return new ConfirmPassword(adapters.transactions(), hasher, adapters.throttle(), adapters.auditing());
    }
}
