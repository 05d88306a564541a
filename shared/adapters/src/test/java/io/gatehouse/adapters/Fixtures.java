package io.gatehouse.adapters;

import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.Accounts.Secured;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.audit.Pseudonym;
import io.gatehouse.domain.basics.Client;
import io.gatehouse.domain.basics.Ids;
import io.gatehouse.domain.crypto.KeyedHash;
import io.gatehouse.domain.mail.Mail;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.session.Session;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;

/** Things to store. */
public final class Fixtures {
    public static final SecureRandom RANDOM = new SecureRandom();
    public static final Clock CLOCK = Clock.tickMillis(ZoneOffset.UTC);
    public static final Ids IDS = new Ids(CLOCK, RANDOM);
    public static final Client CLIENT = new Client("203.0.113.7", "JUnit");
    public static final Session.Lifetimes LIFETIMES = new Session.Lifetimes(Duration.ofHours(6), Duration.ofDays(1));
    public static final KeyedHash HASH = (use, value) -> {
        try {
            return MessageDigest.getInstance("SHA-256").digest((use + " " + value).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    };

    private Fixtures() {}

    public static Instant now() {
        return CLOCK.instant();
    }

    public static EmailAddress freshAddress() {
        return EmailAddress.parse("ada-" + IDS.next() + "@example.com");
    }

    public static Account account() {
        return Account.registered(IDS.next(), freshAddress(), Locale.forLanguageTag("he-IL"), now());
    }

    public static Secured secured(Account account) {
        return new Secured(
                account, "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$aGFzaGhhc2g", Pseudonym.create(RANDOM), null);
    }

    public static Session sessionOf(Account account) {
        return Session.open(IDS.next(), account, CLIENT, now(), LIFETIMES, RANDOM);
    }

    public static Mail mail() {
        return new Mail(
                IDS.next(),
                null,
                freshAddress().address(),
                MailTemplate.NOTICE,
                Locale.ENGLISH,
                Map.of("title", "Maintenance", "message", "Sunday, \"ten\" o'clock\nשלום"),
                null,
                now());
    }
}
