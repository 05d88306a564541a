package io.gatehouse.domain.registration;

import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.basics.Client;
import io.gatehouse.domain.credential.Password;
import io.gatehouse.domain.errors.Refused;
import java.util.Locale;
import java.util.UUID;

/** Registers an account. The deployment's sign-up mode decides which of the two implementations is used. */
public sealed interface Register permits RegisterAtOnce, RegisterByMail {

    /** @param locale the language of the user's mails */
    record Request(EmailAddress email, Password password, Locale locale) {}

    sealed interface Result {
        record Created(Account account) implements Result {}

        /**
         * Says nothing about whether the address has an account.
         *
         * @param registration its id
         */
        record Pending(UUID registration) implements Result {}
    }

    /** @throws Refused {@code EMAIL_TAKEN} when the address belongs to an account and the mode says so */
    Result register(Request request, Client client);
}
