package io.gatehouse.domain.usecase;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.gatehouse.domain.Ids;
import io.gatehouse.domain.Unavailable;
import io.gatehouse.domain.mail.MailQueue;
import io.gatehouse.domain.store.Outbox.Entry;
import io.gatehouse.domain.store.Outbox.Kind;
import io.gatehouse.domain.store.Transaction;
import io.gatehouse.domain.store.Transactions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of work whose transaction is committed when a queue or the database then fails. */
class AfterCommitTest {
    private static final Entry MAIL = new Entry(new UUID(0, 1), Kind.MAIL, null, new UUID(0, 2), Instant.EPOCH);

    static Stream<RuntimeException> failures() {
        return Stream.of(new Unavailable("queue"), new IllegalStateException("a bug in an adapter"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aQueueThatFailsLeavesItsWorkToTheSweeper(RuntimeException failure) {
        var afterCommit = mailingTo(
                _ -> {
                    throw failure;
                },
                new RuntimeException("not to be reached"));
        assertThatCode(() -> afterCommit.run(List.of(MAIL))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("failures")
    void anEntryThatCannotBeRemovedIsLeftToTheSweeperToo(RuntimeException failure) {
        var afterCommit = mailingTo(HashSet::new, failure);
        assertThatCode(() -> afterCommit.run(List.of(MAIL))).doesNotThrowAnyException();
    }

    @Test
    void workThatNobodyDoesIsLeftToTheSweeper() {
        var afterCommit = new AfterCommit(
                new Broken(new IllegalStateException("not to be reached")),
                new Ids(InstantSource.system(), new Random()),
                InstantSource.system());
        assertThatCode(() -> afterCommit.run(List.of(MAIL))).doesNotThrowAnyException();
    }

    private static AfterCommit mailingTo(MailQueue queue, RuntimeException ofTheDatabase) {
        return new AfterCommit(
                        new Broken(ofTheDatabase),
                        new Ids(InstantSource.system(), new Random()),
                        InstantSource.system())
                .mailing(queue);
    }

    private record Broken(RuntimeException failure) implements Transactions {
        @Override
        public <T> T run(Function<Transaction, T> work) {
            throw failure;
        }
    }
}
