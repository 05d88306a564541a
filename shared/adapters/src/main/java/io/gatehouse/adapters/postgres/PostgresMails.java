package io.gatehouse.adapters.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.domain.basics.Labelled;
import io.gatehouse.domain.mail.Mail;
import io.gatehouse.domain.mail.MailKind;
import io.gatehouse.domain.mail.MailLink;
import io.gatehouse.domain.mail.MailLink.Purpose;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.mail.Mails;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table {@code mails}. A mail's variables stand in it as a JSON object. */
record PostgresMails(Sql sql) implements Mails {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, String>> VARIABLES = new TypeReference<>() {};

    @Override
    public void add(Mail mail) {
        sql.update(
                """
                INSERT INTO mails (id, account_id, recipient, template, locale, variables,
                                   link_purpose, link_owner, link_state, kind, verified, created_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                mail.id(),
                mail.accountId(),
                mail.to(),
                mail.template().label(),
                mail.locale().toLanguageTag(),
                JSON.valueToTree(mail.variables()).toString(),
                mail.link() == null ? null : mail.link().purpose().label(),
                mail.link() == null ? null : mail.link().owner(),
                mail.link() == null ? null : mail.link().state(),
                mail.kind().label(),
                mail.verified(),
                mail.createdAt());
    }

    @Override
    public List<Kept> ofAccount(UUID accountId, Purpose except, int limit) {
        return sql.list(
                """
                SELECT * FROM mails WHERE account_id = ? AND link_purpose IS DISTINCT FROM ? ORDER BY id DESC LIMIT ?
                """, row -> new Kept(mail(row), Sql.instantOrNull(row, "sent_at")), accountId, except.label(), limit);
    }

    @Override
    public int withdrawSome(UUID accountId, MailTemplate except, int limit) {
        return sql.update("""
                UPDATE mails
                SET account_id = NULL, recipient = '', variables = '{}', link_owner = NULL, link_state = NULL
                WHERE id IN (SELECT id FROM mails WHERE account_id = ? AND sent_at IS NULL AND template <> ? ORDER BY id LIMIT ?)
                """, accountId, except.label(), limit);
    }

    @Override
    public Claim claim(UUID id, Instant now, Instant until) {
        var claimed = sql.updateOne("""
                UPDATE mails SET leased_until = ?
                WHERE id = ? AND sent_at IS NULL AND (leased_until IS NULL OR leased_until <= ?)
                """, until, id, now);
        return sql.<Claim>first(
                        "SELECT * FROM mails WHERE id = ?",
                        row -> claimed ? new Claim.Granted(mail(row), until) : refused(row),
                        id)
                .orElseGet(Claim.Unknown::new);
    }

    @Override
    public void markSent(UUID id, @Nullable String providerId, Instant at) {
        sql.update("""
                UPDATE mails
                SET sent_at = ?, provider_id = ?, leased_until = NULL, recipient = '', variables = '{}',
                    link_owner = NULL, link_state = NULL
                WHERE id = ?
                """, at, providerId, id);
    }

    @Override
    public void release(UUID id, Instant until) {
        sql.update("UPDATE mails SET leased_until = NULL WHERE id = ? AND leased_until = ?", id, until);
    }

    private static Claim refused(ResultSet row) throws SQLException {
        return row.getObject("sent_at") == null ? new Claim.Busy() : new Claim.Sent();
    }

    private static Mail mail(ResultSet row) throws SQLException {
        return new Mail(
                row.getObject("id", UUID.class),
                row.getObject("account_id", UUID.class),
                row.getString("recipient"),
                Labelled.of(MailTemplate.class, row.getString("template")),
                Locale.forLanguageTag(row.getString("locale")),
                variables(row.getString("variables")),
                link(row),
                Labelled.of(MailKind.class, row.getString("kind")),
                row.getBoolean("verified"),
                Sql.instant(row, "created_at"));
    }

    private static @Nullable MailLink link(ResultSet row) throws SQLException {
        var owner = row.getObject("link_owner", UUID.class);
        return owner == null
                ? null
                : new MailLink(
                        Labelled.of(Purpose.class, row.getString("link_purpose")), owner, row.getString("link_state"));
    }

    private static Map<String, String> variables(String written) {
        try {
            return JSON.readValue(written, VARIABLES);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
