package io.gatehouse.localcloud.cloud.runtime;

import java.time.Duration;

/** Invokes a function as Lambda does asynchronously: what fails is tried again, after 1 and 2 minutes. */
public final class AsynchronousInvoker {
    /** How often Lambda tries again unless {@code EventInvokeConfig} says otherwise. */
    public static final int RETRIES = 2;

    private static final Duration LAMBDAS_PAUSE = Duration.ofMinutes(1);
    private static final Duration THROTTLED_PAUSE = Duration.ofSeconds(1);

    private final Duration pause;

    public AsynchronousInvoker() {
        this(LAMBDAS_PAUSE);
    }

    AsynchronousInvoker(Duration pause) {
        this.pause = pause;
    }

    /** Returns at once. */
    public void invoke(Invoker function, byte[] event, int retries) {
        Thread.startVirtualThread(() -> invokeAndRetry(function, event, retries));
    }

    private void invokeAndRetry(Invoker function, byte[] event, int retries) {
        try {
            var next = pause;
            var left = retries;
            while (true) {
                var answer = function.invoke(event);
                if (answer.functionError() == null) {
                    return;
                }
                if (answer.isThrottled()) {
                    Thread.sleep(THROTTLED_PAUSE);
                } else if (left > 0) {
                    left--;
                    Thread.sleep(next);
                    next = next.multipliedBy(2);
                } else {
                    return;
                }
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }
}
