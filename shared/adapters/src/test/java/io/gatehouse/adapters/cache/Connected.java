package io.gatehouse.adapters.cache;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;

/** Clients that have connected: the first call of a cold JVM may take longer than the product waits for a cache. */
public final class Connected {
    private Connected() {}

    /** A connection that waits long for a busy machine; to be closed. */
    public static Redis to(URI url) {
        return connected(new Redis(url, 16, Duration.ofSeconds(10)));
    }

    /** A connection that waits as in production, for tests of a server that stalls; to be closed. */
    static Redis briefly(URI url) {
        return connected(new Redis(url, 16));
    }

    private static Redis connected(Redis redis) {
        await().ignoreExceptions().until(() -> {
            redis.ping();
            return true;
        });
        return redis;
    }
}
