package io.gatehouse.acceptance.harness;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/** As many clouds with the same options as classes use at the same time; each class has one to itself. */
final class LentClouds {
    private final Supplier<LocalCloud> start;
    private final Queue<LocalCloud> idle = new ConcurrentLinkedQueue<>();

    /** @param start starts one more; whoever gives it ends it as well */
    LentClouds(Supplier<LocalCloud> start) {
        this.start = start;
    }

    /** Lends one until the loan is closed. */
    Loan lend() {
        return new Loan(take());
    }

    /** Gives one away for good. */
    LocalCloud take() {
        var cloud = idle.poll();
        return cloud == null ? start.get() : cloud;
    }

    /** The use of a cloud by one class. */
    final class Loan implements AutoCloseable {
        private final LocalCloud cloud;

        private Loan(LocalCloud cloud) {
            this.cloud = cloud;
        }

        LocalCloud cloud() {
            return cloud;
        }

        /** Gives it back, unless the class has left it dead. */
        @Override
        public void close() {
            if (cloud.isAlive()) {
                idle.add(cloud);
            }
        }
    }
}
