package io.gatehouse.domain.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.domain.errors.Reason;
import io.gatehouse.domain.errors.Refused;
import io.gatehouse.domain.errors.TooManyAttempts;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** The outcomes of attempts: {@code done}, or the reason of a refusal. */
public final class Outcomes {
    public static final String DONE = "done";
    public static final String TOO_MANY_ATTEMPTS = "TOO_MANY_ATTEMPTS";
    /** A few more than there are connections to the database, and few enough that each gets one in time. */
    private static final int THREADS = 16;

    private Outcomes() {}

    /** Makes so many attempts at the same time. Returns how often there was each outcome. */
    public static Map<String, Long> ofMany(int attempts, Runnable attempt) {
        var start = new CountDownLatch(1);
        try (var pool = Executors.newFixedThreadPool(THREADS)) {
            var outcomes = Stream.generate(() -> CompletableFuture.supplyAsync(
                            () -> {
                                await(start);
                                return of(attempt);
                            },
                            pool))
                    .limit(attempts)
                    .toList();
            start.countDown();
            return outcomes.stream().collect(Collectors.groupingBy(CompletableFuture::join, Collectors.counting()));
        }
    }

    private static void await(CountDownLatch start) {
        try {
            start.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String of(Runnable attempt) {
        try {
            attempt.run();
            return DONE;
        } catch (Refused e) {
            return e.reason().name();
        } catch (TooManyAttempts e) {
            return TOO_MANY_ATTEMPTS;
        }
    }

    public static void assertRefused(Reason reason, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Refused.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }
}
