package io.gatehouse.adapters.postgres;

import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.account.EmailChange;
import io.gatehouse.domain.account.EmailChanges;
import java.util.Optional;
import java.util.UUID;

/** The table {@code email_changes}. */
record PostgresEmailChanges(Sql sql) implements EmailChanges {
    @Override
    public void put(EmailChange change) {
        sql.update(
                """
                INSERT INTO email_changes (account_id, id, email, email_key, old_agreed, new_agreed)
                VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (account_id) DO UPDATE
                SET id = excluded.id, email = excluded.email, email_key = excluded.email_key,
                    old_agreed = excluded.old_agreed, new_agreed = excluded.new_agreed
                """,
                change.accountId(),
                change.id(),
                change.email().address(),
                change.email().key(),
                change.oldAgreed(),
                change.newAgreed());
    }

    @Override
    public Optional<EmailChange> ofAccount(UUID accountId) {
        return sql.first(
                "SELECT * FROM email_changes WHERE account_id = ?",
                row -> new EmailChange(
                        row.getObject("id", UUID.class),
                        row.getObject("account_id", UUID.class),
                        new EmailAddress(row.getString("email"), row.getString("email_key")),
                        row.getBoolean("old_agreed"),
                        row.getBoolean("new_agreed")),
                accountId);
    }

    @Override
    public boolean update(EmailChange before, EmailChange after) {
        return sql.updateOne(
                """
                        UPDATE email_changes SET old_agreed = ?, new_agreed = ?
                        WHERE account_id = ? AND id = ? AND old_agreed = ? AND new_agreed = ?
                        """,
                after.oldAgreed(),
                after.newAgreed(),
                before.accountId(),
                before.id(),
                before.oldAgreed(),
                before.newAgreed());
    }

    @Override
    public boolean remove(EmailChange change) {
        return sql.updateOne(
                "DELETE FROM email_changes WHERE account_id = ? AND id = ?", change.accountId(), change.id());
    }

    @Override
    public void remove(UUID accountId) {
        sql.update("DELETE FROM email_changes WHERE account_id = ?", accountId);
    }

    @Override
    public int removeSome(String emailKey, int limit) {
        return sql.deleteSome("email_changes", limit, "email_key = ?", emailKey);
    }
}
