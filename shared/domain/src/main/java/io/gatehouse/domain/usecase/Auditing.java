package io.gatehouse.domain.usecase;

import io.gatehouse.domain.Ids;
import io.gatehouse.domain.audit.AuditEntry;
import io.gatehouse.domain.audit.AuditEntry.Action;
import io.gatehouse.domain.audit.Pseudonym;
import io.gatehouse.domain.session.Client;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Makes audit entries. */
public final class Auditing {
    private final Ids ids;
    private final InstantSource clock;
    private final Random random;

    /** @param random cryptographically strong */
    public Auditing(Ids ids, InstantSource clock, Random random) {
        this.ids = ids;
        this.clock = clock;
        this.random = random;
    }

    /** What a client did to its own account. */
    AuditEntry byClient(Pseudonym subject, Action action, Client client) {
        return entry(subject, action, null, subject.seal(client.ip() + "\n" + client.userAgent(), random));
    }

    /** What an operator did to an account. */
    AuditEntry byOperator(Pseudonym subject, Action action, @Nullable String detail) {
        return entry(subject, action, detail, null);
    }

    private AuditEntry entry(Pseudonym subject, Action action, @Nullable String detail, byte @Nullable [] origin) {
        return new AuditEntry(
                ids.next(), clock.instant().truncatedTo(ChronoUnit.MILLIS), subject.id(), action, detail, origin);
    }
}
