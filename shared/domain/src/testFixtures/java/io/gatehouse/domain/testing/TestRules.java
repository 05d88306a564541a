package io.gatehouse.domain.testing;

import io.gatehouse.domain.registration.SignUpMode;
import io.gatehouse.domain.session.Session;
import io.gatehouse.domain.wiring.Rules;
import java.time.Duration;

/** Rules without limits, to be changed where a test needs others. */
public record TestRules(
        SignUpMode signUpMode,
        int passwordMinLength,
        Session.Lifetimes sessionLifetimes,
        int sessionsPerUser,
        int mailsPerAddress,
        int requestsPerAddress,
        int requestsPerUser)
        implements Rules {
    public static final Session.Lifetimes LIFETIMES = new Session.Lifetimes(Duration.ofHours(6), Duration.ofDays(1));
    public static final TestRules UNLIMITED = new TestRules(SignUpMode.IMMEDIATE, 15, LIFETIMES, 1_000, 0, 0, 0);

    public TestRules signUpMode(SignUpMode mode) {
        return new TestRules(
                mode,
                passwordMinLength,
                sessionLifetimes,
                sessionsPerUser,
                mailsPerAddress,
                requestsPerAddress,
                requestsPerUser);
    }

    public TestRules sessionsPerUser(int sessions) {
        return new TestRules(
                signUpMode,
                passwordMinLength,
                sessionLifetimes,
                sessions,
                mailsPerAddress,
                requestsPerAddress,
                requestsPerUser);
    }

    public TestRules mailsPerAddress(int mails) {
        return new TestRules(
                signUpMode,
                passwordMinLength,
                sessionLifetimes,
                sessionsPerUser,
                mails,
                requestsPerAddress,
                requestsPerUser);
    }

    public TestRules requests(int perAddress, int perUser) {
        return new TestRules(
                signUpMode, passwordMinLength, sessionLifetimes, sessionsPerUser, mailsPerAddress, perAddress, perUser);
    }
}
