package io.gatehouse.domain.work;

/** Thrown by work whose write found that another transaction had changed what it read. The work is run again. */
public final class StaleWrite extends RuntimeException {
    public StaleWrite() {
        super("changed since it was read", null, false, false);
    }

    /** @throws StaleWrite unless the write was stored */
    public static void unless(boolean stored) {
        if (!stored) {
            throw new StaleWrite();
        }
    }
}
