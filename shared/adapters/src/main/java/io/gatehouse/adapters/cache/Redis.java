package io.gatehouse.adapters.cache;

import io.gatehouse.domain.basics.TimeBudget;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import javax.net.ssl.SSLParameters;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.util.JedisURIHelper;

/**
 * A Redis or Valkey that speaks the cluster protocol, and that may be gone at any time: a call waits 200 ms for an
 * answer and then gives up, and after some that failed, or one that could not connect, no more are made for a while.
 * Connects when first called. Safe for use by several threads.
 */
public final class Redis implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Redis.class);
    private static final Duration TIMEOUT = Duration.ofMillis(200);
    private static final Duration COOL_DOWN = Duration.ofSeconds(2);

    private final URI url;
    private final int connections;
    private final Duration timeout;
    /** Of a call: its pool, its server and a second attempt may each take their time. */
    private final Duration worstCase;

    private final CircuitBreaker breaker = CircuitBreaker.of(
            "cache",
            CircuitBreakerConfig.custom()
                    .slidingWindowSize(4) // a request makes several calls, and is not to wait for each of them
                    .minimumNumberOfCalls(2)
                    .failureRateThreshold(50)
                    .waitDurationInOpenState(COOL_DOWN)
                    .permittedNumberOfCallsInHalfOpenState(1)
                    .build());

    private final ReentrantLock connecting = new ReentrantLock();
    private volatile long connectAfter = System.nanoTime();
    private volatile @Nullable RedisClusterClient client;

    /**
     * @param url {@code redis://[user:password@]host:port}, or {@code rediss://} for TLS
     * @param connections how many at most
     */
    public Redis(URI url, int connections) {
        this(url, connections, TIMEOUT);
    }

    /** With another timeout. */
    Redis(URI url, int connections, Duration timeout) {
        this.url = url;
        this.connections = connections;
        this.timeout = timeout;
        this.worstCase = timeout.multipliedBy(2);
    }

    /** What the call returns, or empty when it returned null, failed, or was not made because others failed before. */
    <T> Optional<T> call(Function<RedisClusterClient, @Nullable T> call) {
        try {
            return TimeBudget.left(worstCase).compareTo(worstCase) < 0
                    ? Optional.empty()
                    : Optional.ofNullable(breaker.executeSupplier(() -> call.apply(client())));
        } catch (CallNotPermittedException e) {
            return Optional.empty();
        } catch (JedisException e) {
            LOG.atWarn().addKeyValue("cause", e.toString()).log("cache call failed");
            return Optional.empty();
        }
    }

    /** @throws RuntimeException when the server does not answer */
    public void ping() {
        client().get("ping");
    }

    @Override
    public void close() {
        if (client != null) {
            client.close();
        }
    }

    private RedisClusterClient client() {
        var open = client;
        return open != null ? open : connect();
    }

    /** While one thread connects, others wait as for any call. After a failure, reconnecting is paused. */
    private RedisClusterClient connect() {
        if (!lockToConnect()) {
            throw new JedisConnectionException("Another thread is connecting still.");
        }
        try {
            if (client == null) {
                client = opened();
            }
            return client;
        } finally {
            connecting.unlock();
        }
    }

    private boolean lockToConnect() {
        try {
            return connecting.tryLock(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private RedisClusterClient opened() {
        if (System.nanoTime() - connectAfter < 0) {
            throw new JedisConnectionException("Reconnecting is paused for " + COOL_DOWN.toSeconds() + " s.");
        }
        try {
            return RedisClusterClient.builder()
                    .nodes(Set.of(new HostAndPort(url.getHost(), url.getPort())))
                    .clientConfig(clientConfig())
                    .poolConfig(poolConfig())
                    .maxAttempts(2)
                    .maxTotalRetriesDuration(timeout)
                    .build();
        } catch (JedisException e) {
            connectAfter = System.nanoTime() + COOL_DOWN.toNanos();
            throw e;
        }
    }

    private GenericObjectPoolConfig<Connection> poolConfig() {
        var pool = new GenericObjectPoolConfig<Connection>();
        pool.setMaxTotal(connections);
        pool.setMaxIdle(connections);
        pool.setMaxWait(timeout);
        pool.setJmxEnabled(false);
        return pool;
    }

    private JedisClientConfig clientConfig() {
        var config = DefaultJedisClientConfig.builder()
                .timeoutMillis((int) timeout.toMillis())
                .user(JedisURIHelper.getUser(url))
                .password(JedisURIHelper.getPassword(url));
        if ("rediss".equals(url.getScheme())) {
            var modern = new SSLParameters(null, new String[] {"TLSv1.3", "TLSv1.2"});
            config.sslOptions(SslOptions.builder().sslParameters(modern).build());
        }
        return config.build();
    }
}
