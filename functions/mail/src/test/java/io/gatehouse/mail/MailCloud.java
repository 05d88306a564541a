package io.gatehouse.mail;

import io.gatehouse.adapters.config.MailSettings;
import io.gatehouse.adapters.config.Settings;
import io.gatehouse.adapters.postgres.Database;
import io.gatehouse.adapters.postgres.PostgresTransactions;
import io.gatehouse.adapters.postgres.Schema;
import io.gatehouse.domain.basics.Ids;
import io.gatehouse.domain.mail.Mail;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.work.Transactions;
import io.gatehouse.localcloud.services.aws.AwsAccount;
import io.gatehouse.localcloud.services.aws.AwsServer;
import io.gatehouse.localcloud.services.aws.Mailbox;
import io.gatehouse.localcloud.services.aws.Secrets;
import io.gatehouse.localcloud.services.aws.Ses;
import io.gatehouse.localcloud.services.store.PostgresServer;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** What the functions of this bundle need around them, on real servers. */
final class MailCloud implements AutoCloseable {
    final Mailbox mailbox;
    final Ses ses;
    final Transactions transactions;
    private final Ids ids = new Ids(InstantSource.system(), new SecureRandom());
    private final PostgresServer postgres = PostgresServer.temporary();
    private final URI database;
    private final AwsServer aws;

    MailCloud(Path folder) {
        mailbox = Mailbox.open(folder.resolve("mails.jsonl"));
        ses = new Ses(mailbox);
        aws = AwsServer.start(ses, Secrets.open(folder.resolve("secrets.json")));
        postgres.createDatabase("gatehouse");
        database = URI.create(postgres.uri("gatehouse"));
        new Schema(database).migrate();
        transactions = new PostgresTransactions(Database.at(database, 4));
        System.setProperty("aws.endpointUrlSesV2", aws.endpoint());
        System.setProperty("aws.region", AwsAccount.REGION);
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
    }

    /** The bundle as its functions have it; AWS's SDK finds the servers by system properties. */
    MailBundle bundle(String queueUrl) {
        return new MailBundle(Settings.from(Map.ofEntries(
                Map.entry("SIGN_UP_MODE", "immediate"),
                Map.entry("PASSWORD_MIN_LENGTH", "15"),
                Map.entry("ACCESS_TOKEN_SECONDS", "600"),
                Map.entry("REFRESH_IDLE_SECONDS", "604800"),
                Map.entry("REFRESH_ABSOLUTE_SECONDS", "2592000"),
                Map.entry("RATE_LIMIT_PER_IP", "0"),
                Map.entry("RATE_LIMIT_PER_USER", "0"),
                Map.entry("MAILS_PER_ADDRESS", "0"),
                Map.entry("ISSUER", "https://api.example.com"),
                Map.entry("AUDIENCE", "gatehouse"),
                Map.entry("DATABASE_URL", database.toString()),
                Map.entry("CACHE_URL", "redis://127.0.0.1:1"),
                Map.entry("MAIL_QUEUE_URL", queueUrl),
                Map.entry("SIGNING_KEYS_SECRET", "none"),
                Map.entry("HASH_KEY_SECRET", "none"),
                Map.entry("AUDIT_SEAL_SECRET", "none"),
                Map.entry("AWS_LAMBDA_MAX_CONCURRENCY", "4"))));
    }

    static MailSettings mails() {
        return MailSettings.from(Map.of(
                "MAIL_FROM", "no-reply@example.com",
                "APP_NAME", "Gatehouse",
                "APP_URL", "https://app.example.com",
                "MAIL_ACCENT_COLOR", "#2456d6",
                "MAIL_BACKGROUND_COLOR", "#f3f4f6"));
    }

    /** A mail to an address that no other has. */
    Mail mail(MailTemplate template, Map<String, String> variables) {
        var id = ids.next();
        return new Mail(
                id, null, "ada-" + id + "@example.com", template, Locale.ENGLISH, variables, null, Instant.now());
    }

    Mail welcome() {
        return mail(MailTemplate.WELCOME, Map.of());
    }

    Mail store(Mail mail) {
        return transactions.run(tx -> {
            tx.mails().add(mail);
            return mail;
        });
    }

    /** Stores a mail under an id that stands in an event file. */
    Mail store(UUID id) {
        return store(new Mail(
                id,
                null,
                "ada-" + ids.next() + "@example.com",
                MailTemplate.WELCOME,
                Locale.ENGLISH,
                Map.of(),
                null,
                Instant.now()));
    }

    long received(Mail mail) {
        return mailbox.to(mail.to()).size();
    }

    @Override
    public void close() {
        ses.recover();
        aws.close();
        postgres.close();
    }
}
