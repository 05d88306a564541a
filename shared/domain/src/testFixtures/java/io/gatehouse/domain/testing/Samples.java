package io.gatehouse.domain.testing;

import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.account.StoredAccount;
import io.gatehouse.domain.basics.Client;
import io.gatehouse.domain.basics.Ids;
import io.gatehouse.domain.basics.Sources;
import io.gatehouse.domain.credential.Credential;
import io.gatehouse.domain.mail.Mail;
import io.gatehouse.domain.mail.MailKind;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.session.Authentication;
import io.gatehouse.domain.session.Session;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Things to store. */
public final class Samples {
    public static final SecureRandom RANDOM = new SecureRandom();
    public static final Clock CLOCK = Clock.tickMillis(ZoneOffset.UTC);
    public static final Sources SOURCES = Sources.of(CLOCK, RANDOM);
    public static final Ids IDS = SOURCES.ids();
    public static final Client CLIENT = new Client("203.0.113.7", "JUnit");

    private Samples() {}

    public static Instant now() {
        return CLOCK.instant();
    }

    public static EmailAddress freshAddress() {
        return EmailAddress.parse("ada-" + IDS.next() + "@example.com");
    }

    public static Account account() {
        return Account.registered(IDS.next(), freshAddress(), Locale.forLanguageTag("he-IL"), now());
    }

    public static StoredAccount stored(Account account) {
        return StoredAccount.create(account, RANDOM);
    }

    public static Credential passwordOf(Account account) {
        return Credential.password(
                IDS.next(), account.id(), "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$aGFzaGhhc2g", now());
    }

    public static Session sessionOf(Account account) {
        var authentication = new Authentication(List.of("pwd"), now());
        return Session.open(IDS.next(), account, authentication, CLIENT, now(), TestRules.LIFETIMES, RANDOM);
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
                MailKind.SEND,
                false,
                now());
    }
}
