package io.gatehouse.adapters.postgres;

import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.Account.Status;
import io.gatehouse.domain.account.Accounts;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.account.Role;
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
import org.jspecify.annotations.Nullable;

/**
 * The table {@code accounts}. Roles stand in one column, separated by commas: arrays are no column type on Aurora DSQL.
 */
final class PostgresAccounts implements Accounts {
    private static final String UNIQUE_VIOLATION = "23505";
    private static final String BY_ID = "SELECT * FROM accounts WHERE id = ?";

    private final Sql sql;

    PostgresAccounts(Sql sql) {
        this.sql = sql;
    }

    @Override
    public boolean add(Secured secured) {
        var account = secured.account();
        return sql.updateOne(
                """
                INSERT INTO accounts (id, email, email_key, email_verified, display_name, locale, roles, status, password_hash,
                                      epoch, revision, pseudonym, pseudonym_key, first_sign_in_at, created_at, updated_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (email_key) DO NOTHING
                """,
                account.id(),
                account.email().address(),
                account.email().key(),
                account.emailVerified(),
                account.displayName(),
                account.locale().toLanguageTag(),
                String.join(",", account.roleLabels()),
                account.status().label(),
                secured.passwordHash(),
                account.epoch(),
                account.revision(),
                secured.pseudonym().id(),
                secured.pseudonym().key(),
                secured.firstSignInAt(),
                account.createdAt(),
                account.updatedAt());
    }

    @Override
    public Optional<Account> byId(UUID id) {
        return securedById(id).map(Secured::account);
    }

    @Override
    public Optional<Secured> securedById(UUID id) {
        return sql.first(BY_ID, PostgresAccounts::secured, id).filter(secured -> !isDeleted(secured));
    }

    @Override
    public Optional<Secured> locked(UUID id) {
        return sql.first(BY_ID + " FOR UPDATE", PostgresAccounts::secured, id).filter(secured -> !isDeleted(secured));
    }

    @Override
    public Optional<Secured> deleted(UUID id) {
        return sql.first(BY_ID, PostgresAccounts::secured, id).filter(PostgresAccounts::isDeleted);
    }

    @Override
    public Optional<Secured> byEmail(String emailKey) {
        return sql.first("SELECT * FROM accounts WHERE email_key = ?", PostgresAccounts::secured, emailKey)
                .filter(secured -> !isDeleted(secured));
    }

    @Override
    public boolean update(Account changed) {
        return update(changed, null);
    }

    @Override
    public boolean update(Account changed, @Nullable String passwordHash) {
        try {
            return sql.updateOne(
                    """
                UPDATE accounts
                SET email = ?, email_key = ?, email_verified = ?, display_name = ?, locale = ?, roles = ?, status = ?,
                    epoch = ?, revision = ?, updated_at = ?, password_hash = coalesce(?, password_hash)
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
                    passwordHash,
                    changed.id(),
                    changed.revision() - 1);
        } catch (Sql.Failure e) {
            throw UNIQUE_VIOLATION.equals(e.sqlException().getSQLState()) ? new AddressTaken() : e;
        }
    }

    @Override
    public void rehash(UUID id, String old, String fresh) {
        sql.update("UPDATE accounts SET password_hash = ? WHERE id = ? AND password_hash = ?", fresh, id, old);
    }

    @Override
    public void signedInFirst(UUID id, Instant at) {
        sql.update("UPDATE accounts SET first_sign_in_at = ? WHERE id = ? AND first_sign_in_at IS NULL", at, id);
    }

    @Override
    public boolean remove(UUID id) {
        return sql.updateOne("DELETE FROM accounts WHERE id = ? AND status = ?", id, Status.DELETED.label());
    }

    private static boolean isDeleted(Secured secured) {
        return secured.account().status() == Status.DELETED;
    }

    private static Secured secured(ResultSet row) throws SQLException {
        var pseudonym = new Pseudonym(row.getObject("pseudonym", UUID.class), row.getBytes("pseudonym_key"));
        return new Secured(
                account(row), row.getString("password_hash"), pseudonym, Sql.instantOrNull(row, "first_sign_in_at"));
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
