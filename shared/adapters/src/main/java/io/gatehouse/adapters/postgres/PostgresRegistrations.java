package io.gatehouse.adapters.postgres;

import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.account.Registration;
import io.gatehouse.domain.account.Registrations;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** The table {@code registrations}. */
record PostgresRegistrations(Sql sql) implements Registrations {
    @Override
    public void add(Registration registration, String passwordHash) {
        sql.update(
                """
                INSERT INTO registrations (email_key, id, email, password_hash, locale, created_at, expires_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
                registration.email().key(),
                registration.id(),
                registration.email().address(),
                passwordHash,
                registration.locale().toLanguageTag(),
                registration.createdAt(),
                registration.expiresAt());
    }

    @Override
    public Optional<Registration> byId(UUID id) {
        return list("id = ?", id).stream().findFirst();
    }

    @Override
    public Optional<String> passwordHash(UUID id) {
        return sql.first(
                "SELECT password_hash FROM registrations WHERE id = ?", row -> row.getString("password_hash"), id);
    }

    @Override
    public Optional<Registration> newest(String emailKey, Instant now) {
        return list("email_key = ? AND expires_at > ? ORDER BY id DESC LIMIT 1", emailKey, now).stream()
                .findFirst();
    }

    @Override
    public List<Registration> ofEmail(String emailKey, int limit) {
        return list("email_key = ? ORDER BY id DESC LIMIT ?", emailKey, limit);
    }

    @Override
    public boolean remove(Registration registration) {
        return sql.updateOne(
                "DELETE FROM registrations WHERE email_key = ? AND id = ?",
                registration.email().key(),
                registration.id());
    }

    @Override
    public int removeSome(String emailKey, int limit) {
        return sql.deleteSome("registrations", limit, "email_key = ?", emailKey);
    }

    /** Reads everything but the password hash, so that a role can read registrations without it. */
    private List<Registration> list(String condition, Object... parameters) {
        return sql.list(
                "SELECT email_key, id, email, locale, created_at, expires_at FROM registrations WHERE " + condition,
                row -> new Registration(
                        row.getObject("id", UUID.class),
                        new EmailAddress(row.getString("email"), row.getString("email_key")),
                        Locale.forLanguageTag(row.getString("locale")),
                        Sql.instant(row, "created_at"),
                        Sql.instant(row, "expires_at")),
                parameters);
    }
}
