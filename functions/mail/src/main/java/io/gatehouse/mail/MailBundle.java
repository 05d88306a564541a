package io.gatehouse.mail;

import io.gatehouse.adapters.Adapters;
import io.gatehouse.adapters.config.MailSettings;
import io.gatehouse.adapters.config.Settings;
import io.gatehouse.domain.usecase.AfterCommit;
import io.gatehouse.domain.usecase.Authenticate;
import io.gatehouse.domain.usecase.DeliverMail;
import io.gatehouse.domain.usecase.SendEmail;
import io.gatehouse.web.Guard;
import io.gatehouse.web.Idempotency;
import java.time.Duration;

/** What the functions of this bundle are made of. */
final class MailBundle {
    /** Twice what the worker's time limit is, and a third of the queue's visibility time-out. */
    private static final Duration LEASE = Duration.ofSeconds(60);

    private final Settings settings;
    private final Adapters adapters;

    MailBundle(Settings settings) {
        this.settings = settings;
        this.adapters = new Adapters(settings);
    }

    static MailBundle ofThisProcess() {
        return new MailBundle(Settings.ofThisProcess());
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

    SendEmail sendEmail() {
        return new SendEmail(
                adapters.transactions(), adapters.mailQuota(), afterCommit(), adapters.ids(), adapters.clock());
    }

    AfterCommit afterCommit() {
        return adapters.afterCommitMailing();
    }

    DeliverMail deliverMail(MailSettings mails) {
        return new DeliverMail(
                adapters.transactions(),
                adapters.mailSender(mails),
                adapters.ids(),
                adapters.clock(),
                adapters.random(),
                LEASE);
    }
}
