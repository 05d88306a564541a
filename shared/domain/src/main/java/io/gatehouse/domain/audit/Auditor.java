package io.gatehouse.domain.audit;

import io.gatehouse.domain.audit.AuditEntry.Action;
import io.gatehouse.domain.basics.Client;
import io.gatehouse.domain.basics.Sources;
import io.gatehouse.domain.crypto.KeyedHash;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes audit entries. */
public record Auditor(KeyedHash hash, Sources sources) {
    public AuditEntry entry(Action action, Pseudonym subject, Actor actor, @Nullable String detail) {
        return entry(action, subject.id(), actor.pseudonym() == null ? subject : actor.pseudonym(), actor, detail);
    }

    /**
     * An attempt on an address that has no account. Its origin is encrypted under a key that is thrown away: nobody may
     * read it, and the work takes as long as for an account.
     */
    public AuditEntry entry(Action action, String emailKey, Actor actor, @Nullable String detail) {
        var actingAs = actor.pseudonym() == null ? Pseudonym.create(sources.random()) : actor.pseudonym();
        return entry(action, stranger(hash, emailKey), actingAs, actor, detail);
    }

    /** The subject of an address that has no account: always the same for the same address. */
    static UUID stranger(KeyedHash hash, String emailKey) {
        var name = ByteBuffer.wrap(hash.of(KeyedHash.Use.STRANGER, emailKey));
        return new UUID(name.getLong(), name.getLong());
    }

    /**
     * Decrypts an entry's origin.
     *
     * @throws IllegalArgumentException when it belongs to another account or was changed
     */
    static Client origin(Pseudonym owner, byte[] origin) {
        var text = owner.open(origin).split("\n", 2);
        return new Client(text[0], text[1]);
    }

    private AuditEntry entry(Action action, UUID subject, Pseudonym actingAs, Actor actor, @Nullable String detail) {
        var client = actor.client();
        return new AuditEntry(
                sources.newId(),
                sources.now(),
                subject,
                action.label(),
                actor.kind(),
                actorId(subject, actor),
                detail,
                client == null ? null : actingAs.seal(client.ip() + "\n" + client.userAgent(), sources.random()));
    }

    private static @Nullable UUID actorId(UUID subject, Actor actor) {
        if (actor.pseudonym() != null) {
            return actor.pseudonym().id();
        }
        return actor.kind() == Actor.Kind.USER ? subject : null;
    }
}
