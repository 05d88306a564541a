package io.gatehouse.domain.mail;

import io.gatehouse.domain.basics.Labelled;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The mails that one mailbox got lately.
 *
 * @param id new with every entry, so that two workers do not overwrite each other's
 * @param mailbox a keyed hash of the address
 * @param entries oldest first
 */
public record MailLog(UUID id, byte[] mailbox, List<Entry> entries) {

    /** One mail. */
    public record Entry(MailKind kind, Instant at, UUID mailId) {
        private static Entry parse(String line) {
            var parts = line.split(" ", 3);
            return new Entry(
                    Labelled.of(MailKind.class, parts[0]),
                    Instant.ofEpochMilli(Long.parseLong(parts[1])),
                    UUID.fromString(parts[2]));
        }

        private String text() {
            return kind.label() + " " + at.toEpochMilli() + " " + mailId;
        }
    }

    public MailLog {
        entries = List.copyOf(entries);
    }

    /** @param text as {@link #text} writes it */
    public static MailLog parse(UUID id, byte[] mailbox, String text) {
        return new MailLog(id, mailbox, text.lines().map(Entry::parse).toList());
    }

    /** The entries, a line each. */
    public String text() {
        return entries.stream().map(Entry::text).collect(Collectors.joining("\n"));
    }

    /** The same log with one more entry, without those before {@code since}. */
    public MailLog with(UUID newId, Entry entry, Instant since) {
        var recent = entries.stream().filter(known -> known.at().isAfter(since));
        return new MailLog(
                newId, mailbox, Stream.concat(recent, Stream.of(entry)).toList());
    }
}
