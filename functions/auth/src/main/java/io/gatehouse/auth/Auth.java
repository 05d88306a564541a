package io.gatehouse.auth;

import io.gatehouse.adapters.Adapters;
import io.gatehouse.adapters.config.Settings;
import io.gatehouse.adapters.config.Settings.SignUpMode;
import io.gatehouse.domain.Ids;
import io.gatehouse.domain.credential.Argon2Hash;
import io.gatehouse.domain.credential.CommonPasswords;
import io.gatehouse.domain.credential.PasswordHasher;
import io.gatehouse.domain.credential.PasswordPolicy;
import io.gatehouse.domain.usecase.Auditing;
import io.gatehouse.domain.usecase.Authenticate;
import io.gatehouse.domain.usecase.MailDispatch;
import io.gatehouse.domain.usecase.Register;
import io.gatehouse.domain.usecase.SignIn;
import io.gatehouse.web.Guard;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;

/** What the functions of this bundle are made of. */
final class Auth {
    /** How long a sign-in waits for its turn to hash; with what comes after, it still answers within 3 s. */
    private static final Duration PATIENCE = Duration.ofMillis(2_500);

    private final Settings settings;
    private final Adapters adapters;
    private final Clock clock = Clock.systemUTC();
    private final SecureRandom random = new SecureRandom();
    private final Ids ids = new Ids(clock, random);
    private final PasswordHasher hasher = new PasswordHasher(
            Argon2Hash.Cost.RECOMMENDED, random, Runtime.getRuntime().availableProcessors(), PATIENCE);

    Auth(Settings settings) {
        this.settings = settings;
        this.adapters = new Adapters(settings, clock);
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

    PasswordPolicy passwordPolicy() {
        return new PasswordPolicy(settings.passwordMinLength(), CommonPasswords.bundled());
    }

    Register register() {
        return new Register(
                adapters.transactions(),
                hasher,
                new MailDispatch(adapters.transactions(), adapters.mailQueue(), clock),
                adapters.directory(),
                auditing(),
                ids,
                clock,
                random);
    }

    SignIn signIn() {
        return new SignIn(
                adapters.transactions(),
                hasher,
                adapters.accessTokens(),
                adapters.directory(),
                auditing(),
                ids,
                clock,
                new SignIn.Rules(settings.refreshAbsoluteLifetime(), settings.signUpMode() == SignUpMode.VERIFIED));
    }

    private Auditing auditing() {
        return new Auditing(ids, clock, random);
    }
}
