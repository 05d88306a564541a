package io.gatehouse.adapters;

import io.gatehouse.domain.Ids;
import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.Accounts.Secured;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.audit.Pseudonym;
import io.gatehouse.domain.mail.Mail;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.session.Client;
import io.gatehouse.domain.session.Session;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;

/** Things to store. */
public final class Fixtures {
    public static final SecureRandom RANDOM = new SecureRandom();
    public static final Ids IDS = new Ids(InstantSource.system(), RANDOM);
    public static final Client CLIENT = new Client("203.0.113.7", "JUnit");

    private Fixtures() {}

    public static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    public static EmailAddress freshAddress() {
        return EmailAddress.parse("ada-" + IDS.next() + "@example.com");
    }

    public static Account account() {
        return Account.registered(IDS.next(), freshAddress(), Locale.forLanguageTag("he-IL"), now());
    }

    public static Secured secured(Account account) {
        return new Secured(account, "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$aGFzaGhhc2g", Pseudonym.create(RANDOM));
    }

    public static Session sessionOf(Account account) {
        return new Session(IDS.next(), account.id(), account.epoch(), CLIENT, now(), now().plus(Duration.ofDays(1)));
    }

    public static Mail mail() {
        return new Mail(
                IDS.next(),
                freshAddress().address(),
                MailTemplate.NOTICE,
                Locale.ENGLISH,
                Map.of("title", "Maintenance", "message", "Sunday, \"ten\" o'clock\nשלום"),
                now());
    }
}
