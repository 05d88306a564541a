package io.gatehouse.adapters.usecase;

import io.gatehouse.domain.errors.Refused;
import io.gatehouse.domain.errors.TooManyAttempts;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What became of attempts: {@code done}, or the reason of a refusal, each with how often. */
final class Outcomes {
    /** A few more than there are connections to the database, and not so many that they wait for one in vain. */
    private static final int AT_ONCE = 16;

    private Outcomes() {}

    /** Makes so many attempts, as many at once as can be. */
    static Map<String, Long> of(int attempts, Runnable attempt) {
        var start = new CountDownLatch(1);
        try (var pool = Executors.newFixedThreadPool(AT_ONCE)) {
            var outcomes = IntStream.range(0, attempts)
                    .mapToObj(i -> pool.submit(() -> {
                        start.await();
                        return of(attempt);
                    }))
                    .toList();
            start.countDown();
            return outcomes.stream().collect(Collectors.groupingBy(Outcomes::get, Collectors.counting()));
        }
    }

    static String of(Runnable attempt) {
        try {
            attempt.run();
            return "done";
        } catch (Refused e) {
            return e.reason().name();
        } catch (TooManyAttempts e) {
            return "TOO_MANY_ATTEMPTS";
        }
    }

    private static String get(Future<String> outcome) {
        try {
            return outcome.get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
