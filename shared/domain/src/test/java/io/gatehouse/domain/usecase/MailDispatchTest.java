package io.gatehouse.domain.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.gatehouse.domain.Unavailable;
import io.gatehouse.domain.mail.Mail;
import io.gatehouse.domain.mail.MailQueue;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.store.Transaction;
import io.gatehouse.domain.store.Transactions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of a mail whose transaction is committed and whose queue or database then fails. */
class MailDispatchTest {
    private static final Mail MAIL =
            new Mail(new UUID(0, 1), "ada@example.com", MailTemplate.WELCOME, Locale.ENGLISH, Map.of(), Instant.EPOCH);

    static Stream<RuntimeException> failures() {
        return Stream.of(new Unavailable("queue"), new IllegalStateException("a bug in an adapter"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aQueueThatFailsLeavesTheMailToTheSweeper(RuntimeException failure) {
        var dispatch = dispatch(
                _ -> {
                    throw failure;
                },
                new RuntimeException("not to be reached"));
        assertThatCode(() -> dispatch.send(MAIL)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("failures")
    void anEntryThatCannotBeRemovedIsLeftToTheSweeperToo(RuntimeException failure) {
        var dispatch = dispatch(HashSet::new, failure);
        assertThatCode(() -> dispatch.send(MAIL)).doesNotThrowAnyException();
    }

    @Test
    void aMailSaysNothingOfWhomItIsFor() {
        assertThat(MAIL.toString()).doesNotContain("ada").contains("welcome");
    }

    private static MailDispatch dispatch(MailQueue queue, RuntimeException ofTheDatabase) {
        var broken = new Transactions() {
            @Override
            public <T> T run(Function<Transaction, T> work) {
                throw ofTheDatabase;
            }
        };
        return new MailDispatch(broken, queue, InstantSource.system());
    }
}
