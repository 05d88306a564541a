package io.gatehouse.adapters.postgres;

import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.Account.Status;
import io.gatehouse.domain.account.Accounts;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.account.Role;
import io.gatehouse.domain.account.StoredAccount;
import io.gatehouse.domain.audit.Pseudonym;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The table {@code accounts}. Roles stand in one column, separated by commas: arrays are no column type on Aurora DSQL.
 */
record PostgresAccounts(Sql sql) implements Accounts {
    private static final String UNIQUE_VIOLATION = "23505";

    @Override
    public boolean add(StoredAccount stored) {
        var account = stored.account();
        return sql.updateOne(
                """
                INSERT INTO accounts (id, email, email_key, email_verified, display_name, locale, roles, status,
                                      epoch, revision, pseudonym, pseudonym_key, first_sign_in_at, created_at, updated_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT DO NOTHING
                """,
                account.id(),
                account.email().address(),
                account.email().key(),
                account.emailVerified(),
                account.displayName(),
                account.locale().toLanguageTag(),
                String.join(",", account.roleLabels()),
                account.status().label(),
                account.epoch(),
                account.revision(),
                stored.pseudonym().id(),
                stored.pseudonym().key(),
                stored.firstSignInAt(),
                account.createdAt(),
                account.updatedAt());
    }

    @Override
    public Optional<StoredAccount> byId(UUID id) {
        return first("id = ?", id).filter(stored -> !isDeleted(stored));
    }

    @Override
    public Optional<StoredAccount> locked(UUID id) {
        return first("id = ? FOR UPDATE", id).filter(stored -> !isDeleted(stored));
    }

    @Override
    public Optional<StoredAccount> deleted(UUID id) {
        return first("id = ?", id).filter(PostgresAccounts::isDeleted);
    }

    @Override
    public Optional<StoredAccount> byEmail(String emailKey) {
        return first("email_key = ?", emailKey).filter(stored -> !isDeleted(stored));
    }

    @Override
    public boolean update(Account changed) {
        try {
            return sql.updateOne(
                    """
                UPDATE accounts
                SET email = ?, email_key = ?, email_verified = ?, display_name = ?, locale = ?, roles = ?, status = ?,
                    epoch = ?, revision = ?, updated_at = ?
                WHERE id = ? AND revision = ?
                """,
                    changed.email().address(),
                    changed.email().key(),
                    changed.emailVerified(),
                    changed.displayName(),
                    changed.locale().toLanguageTag(),
                    String.join(",", changed.roleLabels()),
                    changed.status().label(),
                    changed.epoch(),
                    changed.revision(),
                    changed.updatedAt(),
                    changed.id(),
                    changed.revision() - 1);
        } catch (Sql.Failure e) {
            throw UNIQUE_VIOLATION.equals(e.sqlException().getSQLState()) ? new AddressTaken() : e;
        }
    }

    @Override
    public void recordFirstSignIn(UUID id, Instant at) {
        sql.update("UPDATE accounts SET first_sign_in_at = ? WHERE id = ? AND first_sign_in_at IS NULL", at, id);
    }

    @Override
    public boolean remove(UUID id) {
        return sql.updateOne("DELETE FROM accounts WHERE id = ? AND status = ?", id, Status.DELETED.label());
    }

    private Optional<StoredAccount> first(String condition, Object parameter) {
        return sql.first(
                "SELECT * FROM accounts WHERE " + condition,
                row -> new StoredAccount(
                        account(row),
                        new Pseudonym(row.getObject("pseudonym", UUID.class), row.getBytes("pseudonym_key")),
                        Sql.instantOrNull(row, "first_sign_in_at")),
                parameter);
    }

    private static boolean isDeleted(StoredAccount stored) {
        return stored.account().status() == Status.DELETED;
    }

    static Account account(ResultSet row) throws SQLException {
        return new Account(
                row.getObject("id", UUID.class),
                new EmailAddress(row.getString("email"), row.getString("email_key")),
                row.getBoolean("email_verified"),
                row.getString("display_name"),
                Locale.forLanguageTag(row.getString("locale")),
                roles(row.getString("roles")),
                Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                row.getLong("epoch"),
                row.getLong("revision"),
                Sql.instant(row, "created_at"),
                Sql.instant(row, "updated_at"));
    }

    private static Set<Role> roles(String written) {
        return written.isEmpty()
                ? Set.of()
                : Arrays.stream(written.split(",")).map(Role::of).collect(Collectors.toSet());
    }
}
