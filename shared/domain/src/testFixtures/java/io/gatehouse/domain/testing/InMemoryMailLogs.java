package io.gatehouse.domain.testing;

import io.gatehouse.domain.mail.MailLog;
import io.gatehouse.domain.mail.MailLogs;
import java.util.Arrays;
import java.util.Optional;

/** Logs of mailboxes in memory. */
final class InMemoryMailLogs implements MailLogs {
    private final Table<MailLog> logs;

    InMemoryMailLogs(Table<MailLog> logs) {
        this.logs = logs;
    }

    @Override
    public Optional<MailLog> find(byte[] mailbox) {
        return logs.first(log -> Arrays.equals(log.mailbox(), mailbox));
    }

    @Override
    public boolean add(MailLog log) {
        if (find(log.mailbox()).isPresent()) {
            return false;
        }
        logs.put(log.id(), log);
        return true;
    }

    @Override
    public boolean replace(MailLog before, MailLog after) {
        return logs.remove(before.id()) && add(after);
    }
}
