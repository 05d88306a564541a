package io.gatehouse.localcloud.services.aws;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import io.gatehouse.localcloud.services.JsonCodec;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.io.function.Uncheck;

/** The last 1,000 mails that were sent, kept in a file of JSON lines. Safe for use by many threads. */
public final class Mailbox {
    private static final int CAPACITY = 1_000;

    private final Path file;
    private final Deque<SentMail> newestFirst = new ArrayDeque<>();
    private int linesInFile;

    private Mailbox(Path file) {
        this.file = file;
    }

    /** Opens the mailbox with the mails that {@code file} holds; without the file it is empty. */
    public static Mailbox open(Path file) {
        var mailbox = new Mailbox(file);
        Uncheck.run(() -> Files.createDirectories(file.toAbsolutePath().getParent()));
        if (Files.exists(file)) {
            Uncheck.get(() -> Files.readAllLines(file)).stream()
                    .flatMap(Mailbox::parse)
                    .forEach(mailbox::push);
        }
        mailbox.rewrite();
        return mailbox;
    }

    /** A line that was cut short by a crash is left out. */
    private static Stream<SentMail> parse(String line) {
        try {
            return Stream.of(JsonCodec.read(line, SentMail.class));
        } catch (UncheckedIOException e) {
            return Stream.empty();
        }
    }

    private void push(SentMail mail) {
        newestFirst.addFirst(mail);
        if (newestFirst.size() > CAPACITY) {
            newestFirst.removeLast();
        }
    }

    /** Keeps a mail, and forgets the oldest when there are too many. */
    public synchronized void add(SentMail mail) {
        push(mail);
        write(List.of(mail), CREATE, APPEND);
        linesInFile++;
        if (linesInFile > 2 * CAPACITY) {
            rewrite();
        }
    }

    private void rewrite() {
        write(newestFirst.reversed());
        linesInFile = newestFirst.size();
    }

    private void write(Collection<SentMail> mails, OpenOption... options) {
        var lines = mails.stream().map(mail -> JsonCodec.text(mail) + "\n").collect(Collectors.joining());
        Uncheck.run(() -> Files.writeString(file, lines, options));
    }

    /** All mails, newest first. */
    public synchronized List<SentMail> all() {
        return List.copyOf(newestFirst);
    }

    /** The mails to an address, in whatever case, newest first. */
    public List<SentMail> to(String address) {
        return all().stream().filter(mail -> mail.isTo(address)).toList();
    }

    public synchronized void clear() {
        newestFirst.clear();
        rewrite();
    }
}
