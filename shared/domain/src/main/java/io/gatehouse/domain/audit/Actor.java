package io.gatehouse.domain.audit;

import io.gatehouse.domain.basics.Client;
import io.gatehouse.domain.basics.Labelled;
import org.jspecify.annotations.Nullable;

/**
 * Who did what an audit entry reports.
 *
 * @param pseudonym of the account that acted; null when it is the subject itself, or no account
 * @param client where the request came from; null when there was none
 */
public record Actor(
        Kind kind, @Nullable Pseudonym pseudonym, @Nullable Client client) {

    public enum Kind implements Labelled {
        /** The owner of the account, as far as the request shows. */
        USER,
        /** A user with the role admin, acting on another account. */
        ADMINISTRATOR,
        /** A user with the role mailer, acting on another account. */
        MAILER,
        /** A person who invokes a function of the deployment. */
        OPERATOR,
        /** A schedule, or work that follows a commit. */
        SYSTEM;
    }

    public static Actor user(Client client) {
        return new Actor(Kind.USER, null, client);
    }

    public static Actor administrator(Pseudonym pseudonym, Client client) {
        return new Actor(Kind.ADMINISTRATOR, pseudonym, client);
    }

    public static Actor mailer(Pseudonym pseudonym, Client client) {
        return new Actor(Kind.MAILER, pseudonym, client);
    }

    public static Actor operator() {
        return new Actor(Kind.OPERATOR, null, null);
    }

    public static Actor system() {
        return new Actor(Kind.SYSTEM, null, null);
    }
}
