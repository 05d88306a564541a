package io.gatehouse.adapters.postgres;

import io.gatehouse.domain.basics.Labelled;
import io.gatehouse.domain.mail.MailLink;
import io.gatehouse.domain.mail.MailLink.Purpose;
import io.gatehouse.domain.mail.MailToken;
import io.gatehouse.domain.mail.MailTokens;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The table {@code mail_tokens}. */
record PostgresMailTokens(Sql sql) implements MailTokens {
    @Override
    public void add(MailToken token) {
        sql.update(
                "INSERT INTO mail_tokens (owner, id, hash, purpose, state, expires_at, tries) VALUES (?, ?, ?, ?, ?, ?, ?)",
                token.link().owner(),
                token.id(),
                token.hash(),
                token.link().purpose().label(),
                token.link().state(),
                token.expiresAt(),
                token.tries());
    }

    @Override
    public Optional<MailToken> find(byte[] hash) {
        return list("hash = ?", hash).stream().findFirst();
    }

    @Override
    public List<MailToken> ofOwner(UUID owner, Purpose except, int limit) {
        return list("owner = ? AND purpose <> ? ORDER BY id DESC LIMIT ?", owner, except.label(), limit);
    }

    @Override
    public boolean countTry(MailToken token) {
        return sql.updateOne(
                "UPDATE mail_tokens SET tries = tries + 1 WHERE owner = ? AND id = ? AND tries < ?",
                token.link().owner(),
                token.id(),
                MailToken.MAX_TRIES);
    }

    @Override
    public boolean remove(MailToken token) {
        return sql.updateOne(
                "DELETE FROM mail_tokens WHERE owner = ? AND id = ?",
                token.link().owner(),
                token.id());
    }

    @Override
    public int removeSome(UUID owner, int limit) {
        return sql.deleteSome("mail_tokens", limit, "owner = ?", owner);
    }

    private List<MailToken> list(String condition, Object... parameters) {
        return sql.list(
                "SELECT * FROM mail_tokens WHERE " + condition,
                row -> new MailToken(
                        row.getObject("id", UUID.class),
                        row.getBytes("hash"),
                        new MailLink(
                                Labelled.of(Purpose.class, row.getString("purpose")),
                                row.getObject("owner", UUID.class),
                                row.getString("state")),
                        Sql.instant(row, "expires_at"),
                        row.getInt("tries")),
                parameters);
    }
}
