package io.gatehouse.adapters.postgres;

import io.gatehouse.domain.mail.MailLog;
import io.gatehouse.domain.mail.MailLogs;
import java.util.Optional;
import java.util.UUID;

/** The table {@code mail_logs}. */
final class PostgresMailLogs implements MailLogs {
    private final Sql sql;

    PostgresMailLogs(Sql sql) {
        this.sql = sql;
    }

    @Override
    public Optional<MailLog> find(byte[] mailbox) {
        return sql.first(
                "SELECT id, entries FROM mail_logs WHERE mailbox = ?",
                row -> MailLog.parse(row.getObject("id", UUID.class), mailbox, row.getString("entries")),
                mailbox);
    }

    @Override
    public boolean add(MailLog log) {
        return sql.updateOne(
                "INSERT INTO mail_logs (mailbox, id, entries) VALUES (?, ?, ?) ON CONFLICT (mailbox) DO NOTHING",
                log.mailbox(),
                log.id(),
                log.text());
    }

    @Override
    public boolean replace(MailLog before, MailLog after) {
        return sql.updateOne(
                "UPDATE mail_logs SET id = ?, entries = ? WHERE mailbox = ? AND id = ?",
                after.id(),
                after.text(),
                before.mailbox(),
                before.id());
    }
}
