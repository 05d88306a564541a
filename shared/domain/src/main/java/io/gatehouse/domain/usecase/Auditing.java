package io.gatehouse.domain.usecase;

import io.gatehouse.domain.Ids;
import io.gatehouse.domain.KeyedHash;
import io.gatehouse.domain.audit.AuditEntry;
import io.gatehouse.domain.audit.AuditEntry.Action;
import io.gatehouse.domain.audit.Pseudonym;
import io.gatehouse.domain.session.Client;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes audit entries. */
public final class Auditing {
    private final Ids ids;
    private final InstantSource clock;
    private final Random random;

    private final KeyedHash hash;

    /** @param random cryptographically strong */
    public Auditing(KeyedHash hash, Ids ids, InstantSource clock, Random random) {
        this.hash = hash;
        this.ids = ids;
        this.clock = clock;
        this.random = random;
    }

    /** What a client did to its own account. */
    AuditEntry byClient(Pseudonym subject, Action action, Client client) {
        return byClient(subject, action, null, client);
    }

    AuditEntry byClient(Pseudonym subject, Action action, @Nullable String detail, Client client) {
        return entry(subject.id(), action, detail, sealed(subject, client));
    }

    private byte[] sealed(Pseudonym subject, Client client) {
        return subject.seal(client.ip() + "\n" + client.userAgent(), random);
    }

    /**
     * Where an entry of this account came from.
     *
     * @throws IllegalArgumentException when it is of another account, or was changed
     */
    static Client client(Pseudonym subject, byte[] origin) {
        var text = subject.open(origin).split("\n", 2);
        return new Client(text[0], text[1]);
    }

    /**
     * What a client tried with an address that has no account. Where it came from is sealed too, under a key that
     * nobody has: so that a clock cannot tell this from {@link #byClient}, and because there is nobody who might read
     * it.
     */
    AuditEntry byStranger(String emailKey, Action action, @Nullable String detail, Client client) {
        return entry(stranger(emailKey), action, detail, sealed(Pseudonym.create(random), client));
    }

    /** The name under which an address stands that has no account: always the same. */
    UUID stranger(String emailKey) {
        var name = ByteBuffer.wrap(hash.of(KeyedHash.Use.STRANGER, emailKey));
        return new UUID(name.getLong(), name.getLong());
    }

    /** What an operator, or this service itself, did to an account. */
    AuditEntry byService(Pseudonym subject, Action action, @Nullable String detail) {
        return entry(subject.id(), action, detail, null);
    }

    private AuditEntry entry(UUID subject, Action action, @Nullable String detail, byte @Nullable [] origin) {
        return new AuditEntry(ids.next(), clock.instant(), subject, action.label(), detail, origin);
    }
}
