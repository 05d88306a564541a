package io.gatehouse.localcloud.cloud.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AsynchronousInvokerTest {
    private static final InvocationResult DONE = new InvocationResult("{}".getBytes(UTF_8), null, "", Duration.ZERO);
    private static final InvocationResult FAILED =
            new InvocationResult("{}".getBytes(UTF_8), "Unhandled", "", Duration.ZERO);
    private static final InvocationResult THROTTLED = InvocationResult.throttled();
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final AtomicInteger invocations = new AtomicInteger();

    /** The last answer is given for good. */
    private void invoke(int retries, InvocationResult... answers) {
        var all = List.of(answers);
        Invoker function = event -> all.get(Math.min(invocations.getAndIncrement(), all.size() - 1));
        new AsynchronousInvoker(PAUSE).invoke(function, "{}".getBytes(UTF_8), retries);
    }

    private void awaitInvocations(int number) {
        await().until(() -> invocations.get() == number);
        await().during(PAUSE.multipliedBy(6)).until(() -> invocations.get() == number);
    }

    @Test
    void aFailedInvocationIsRetriedTwice() {
        invoke(AsynchronousInvoker.RETRIES, FAILED);
        awaitInvocations(3);
    }

    @Test
    void aSuccessfulInvocationIsNotRetried() {
        invoke(AsynchronousInvoker.RETRIES, FAILED, DONE);
        awaitInvocations(2);
    }

    @Test
    void withZeroRetriesAFailedInvocationIsNotRetried() {
        invoke(0, FAILED);
        awaitInvocations(1);
    }

    @Test
    void theSecondPauseIsTwiceTheFirst() {
        var start = System.nanoTime();
        invoke(AsynchronousInvoker.RETRIES, FAILED);
        awaitInvocations(3);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(PAUSE.multipliedBy(3));
    }

    @Test
    void throttlingDoesNotCountAsARetry() {
        invoke(0, THROTTLED, DONE);
        awaitInvocations(2);
    }
}
