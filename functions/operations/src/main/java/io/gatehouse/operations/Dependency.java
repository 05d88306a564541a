package io.gatehouse.operations;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Something that the service needs.
 *
 * @param needed whether there is no answer without it; without the others answers are slower
 * @param probe returns when the dependency answers, throws when it does not
 */
record Dependency(String name, boolean needed, Runnable probe) {
    private static final Logger LOG = LoggerFactory.getLogger(Dependency.class);
    private static final Duration PATIENCE = Duration.ofMillis(1_500);

    /** @param status {@code up}, {@code down}, or {@code degraded} for what can be done without */
    record Check(String status, long millis) {
        boolean down() {
            return status.equals("down");
        }
    }

    Future<Check> check(ExecutorService executor) {
        return executor.submit(() -> {
            var started = System.nanoTime();
            var answered = answers(executor);
            var millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
            return new Check(answered ? "up" : needed ? "down" : "degraded", millis);
        });
    }

    private boolean answers(ExecutorService executor) throws InterruptedException {
        var answer = executor.submit(probe);
        try {
            answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            answer.cancel(true);
            LOG.atWarn().addKeyValue("dependency", name).setCause(e).log("not ready");
            return false;
        }
    }
}
