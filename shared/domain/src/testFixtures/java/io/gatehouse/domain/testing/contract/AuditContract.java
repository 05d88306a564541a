package io.gatehouse.domain.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.domain.audit.Actor;
import io.gatehouse.domain.audit.AuditEntry;
import io.gatehouse.domain.audit.Seal;
import io.gatehouse.domain.testing.Samples;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** The audit log in the order of its ids, and its seals, one of each number. */
public interface AuditContract extends UnderTest {

    @Test
    default void auditEntriesAreReadAsTheyWereWritten() {
        var subject = UUID.randomUUID();
        var entries = Arrays.stream(Actor.Kind.values())
                .flatMap(actor -> Stream.of(
                        entry(subject, actor, UUID.randomUUID(), "welcome", new byte[] {1, 2, 3}),
                        entry(subject, actor, null, null, null)))
                .toList();
        add(entries);

        List<AuditEntry> read = run(s -> s.auditLog().ofSubject(subject, null, 100));

        assertThat(read).usingRecursiveFieldByFieldElementComparator().containsExactlyElementsOf(entries);
    }

    @Test
    default void auditEntriesOfASubjectComeOldestFirstPageByPage() {
        var subject = UUID.randomUUID();
        var first = entry(subject);
        var foreign = entry(UUID.randomUUID());
        var second = entry(subject);
        add(List.of(second, foreign, first));

        assertThat(ofSubject(subject, null, 10)).containsExactly(first.id(), second.id());
        assertThat(ofSubject(subject, null, 1)).containsExactly(first.id());
        assertThat(ofSubject(subject, first.id(), 10)).containsExactly(second.id());
        assertThat(ofSubject(subject, second.id(), 10)).isEmpty();
    }

    @Test
    default void auditEntriesOfAllSubjectsComeUpToTheLastOfARange() {
        var entries = Stream.generate(() -> entry(UUID.randomUUID())).limit(4).toList();
        var ids = entries.stream().map(AuditEntry::id).toList();
        add(entries.reversed());

        assertThat(between(null, ids.get(2), 10)).isEqualTo(ids.subList(0, 3));
        assertThat(between(ids.get(0), ids.get(2), 10)).isEqualTo(ids.subList(1, 3));
        assertThat(between(ids.get(0), ids.get(3), 2)).isEqualTo(ids.subList(1, 3));
        assertThat(between(ids.get(2), ids.get(2), 10)).isEmpty();
        assertThat(between(ids.get(3), ids.get(0), 10)).isEmpty();
    }

    @Test
    default void expiringEntriesAreReadWithTheOthersOfTheirSubject() {
        var subject = UUID.randomUUID();
        var entries = Stream.generate(() -> entry(subject)).limit(6).toList();
        var ids = entries.stream().map(AuditEntry::id).toList();
        execute(s -> {
            for (var i = 0; i < entries.size(); i++) {
                if (i % 2 == 0) {
                    s.auditLog().addExpiring(entries.get(i));
                } else {
                    s.auditLog().add(entries.get(i));
                }
            }
            s.auditLog().addExpiring(entry(UUID.randomUUID()));
        });

        List<AuditEntry> read = run(s -> s.auditLog().ofSubject(subject, null, 100));
        assertThat(read).usingRecursiveFieldByFieldElementComparator().containsExactlyElementsOf(entries);
        assertThat(ofSubject(subject, ids.get(0), 3)).isEqualTo(ids.subList(1, 4));
        assertThat(between(ids.getFirst(), ids.getLast(), 100))
                .as("kept for good")
                .containsExactly(ids.get(1), ids.get(3), ids.get(5));
    }

    @Test
    default void sealsHaveOneOfEachNumber() {
        var seal = seal(1);
        assertThat(add(seal)).isTrue();
        assertThat(add(seal(1))).isFalse();
        assertThat(add(seal(3))).isTrue();

        assertThat(after(0)).get().usingRecursiveComparison().isEqualTo(seal);
        assertThat(after(1)).map(Seal::number).contains(3L);
        assertThat(after(3)).isEmpty();
    }

    @RepeatedTest(3)
    default void oneOfConcurrentSealsOfANumberIsStored() {
        assertThat(race(s -> s.auditSeals().add(seal(1))))
                .containsOnlyOnce(true)
                .contains(false);
    }

    private static AuditEntry entry(UUID subject) {
        return entry(subject, Actor.Kind.USER, subject, null, null);
    }

    private static AuditEntry entry(
            UUID subject, Actor.Kind actor, @Nullable UUID actorId, @Nullable String detail, byte @Nullable [] origin) {
        var label = AuditEntry.Action.SIGN_IN_FAILED.label();
        return new AuditEntry(Samples.IDS.next(), Samples.now(), subject, label, actor, actorId, detail, origin);
    }

    /** Of a version that no code has yet. */
    private static Seal seal(long number) {
        return new Seal(Seal.VERSION + 1, number, Samples.IDS.next(), 3, Samples.now(), new byte[] {7});
    }

    private void add(List<AuditEntry> entries) {
        execute(s -> entries.forEach(s.auditLog()::add));
    }

    private List<UUID> ofSubject(UUID subject, @Nullable UUID after, int limit) {
        return ids(run(s -> s.auditLog().ofSubject(subject, after, limit)));
    }

    private List<UUID> between(@Nullable UUID after, UUID upTo, int limit) {
        return ids(run(s -> s.auditLog().between(after, upTo, limit)));
    }

    private static List<UUID> ids(List<AuditEntry> entries) {
        return entries.stream().map(AuditEntry::id).toList();
    }

    private boolean add(Seal seal) {
        return run(s -> s.auditSeals().add(seal));
    }

    private Optional<Seal> after(long number) {
        return run(s -> s.auditSeals().after(number));
    }
}
