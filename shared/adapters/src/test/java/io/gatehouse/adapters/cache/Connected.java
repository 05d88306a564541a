package io.gatehouse.adapters.cache;

import static org.awaitility.Awaitility.await;

import java.net.URI;

/** Clients that have connected: the first call of a cold JVM may take longer than the product waits for a cache. */
public final class Connected {
    private Connected() {}

    /** To be closed. */
    public static Redis to(URI url) {
        var redis = new Redis(url, 16);
        await().ignoreExceptions().until(() -> {
            redis.ping();
            return true;
        });
        return redis;
    }
}
