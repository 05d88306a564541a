package io.gatehouse.domain.wiring;

import io.gatehouse.domain.registration.SignUpMode;
import io.gatehouse.domain.session.Session;

/** The rules that a deployment sets. */
public interface Rules {
    SignUpMode signUpMode();

    /** In code points. */
    int passwordMinLength();

    Session.Lifetimes sessionLifetimes();

    int sessionsPerUser();

    /** Mails to one address in an hour; 0 turns the limit off. */
    int mailsPerAddress();

    /** Requests without a token from one address in 15 minutes; 0 turns the limit off. */
    int requestsPerAddress();

    /** Requests with a token of one user in a minute; 0 turns the limit off. */
    int requestsPerUser();
}
