package io.gatehouse.operations;

import io.gatehouse.adapters.Adapters;
import io.gatehouse.adapters.config.Settings;
import io.gatehouse.adapters.keys.SigningKeys;
import io.gatehouse.adapters.queue.SqsMailQueue;
import io.gatehouse.domain.usecase.AdministerAccount;
import io.gatehouse.domain.usecase.ReadHistory;
import io.gatehouse.domain.usecase.RemoveOldRows;
import io.gatehouse.domain.usecase.SealAuditLog;
import io.gatehouse.domain.usecase.VerifyAuditLog;
import java.time.Instant;
import java.util.List;

/** What the functions of this bundle are made of. */
final class Operations {
    private final Settings settings;
    private final Adapters adapters;

    Operations(Settings settings) {
        this.settings = settings;
        this.adapters = new Adapters(settings);
    }

    static Operations ofThisProcess() {
        return new Operations(Settings.ofThisProcess());
    }

    Settings settings() {
        return settings;
    }

    SigningKeys signingKeys() {
        return adapters.signingKeys();
    }

    AdministerAccount administerAccount() {
        return new AdministerAccount(
                adapters.transactions(),
                adapters.afterCommitMailing(),
                adapters.auditing(),
                adapters.ids(),
                adapters.clock());
    }

    ReadHistory readHistory() {
        return new ReadHistory(adapters.transactions(), adapters.auditing());
    }

    SealAuditLog sealAuditLog() {
        return new SealAuditLog(adapters.transactions(), adapters.sealVault(), adapters.clock());
    }

    VerifyAuditLog verifyAuditLog() {
        return new VerifyAuditLog(adapters.transactions(), adapters.sealVault());
    }

    RemoveOldRows removeOldRows() {
        return new RemoveOldRows(adapters.transactions(), adapters.clock(), settings.refreshAbsoluteLifetime());
    }

    List<Dependency> dependencies() {
        var queue = new SqsMailQueue(settings.mailQueueUrl());
        return List.of(
                new Dependency(
                        "database",
                        true,
                        () -> adapters.transactions().run(tx -> tx.outbox().overdue(Instant.EPOCH, null, 1))),
                new Dependency("cache", false, adapters.redis()::ping),
                new Dependency("queue", true, queue::ping));
    }
}
