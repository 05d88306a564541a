package io.gatehouse.adapters.cache;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/** A Lua script on one key, sent by its digest once the server knows it. */
record Script(String source, String sha1) {

    static Script of(String source) {
        try {
            var digest = MessageDigest.getInstance("SHA-1").digest(source.getBytes(StandardCharsets.UTF_8));
            return new Script(source, HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-1 is part of every JDK", e);
        }
    }

    @Nullable
    Object run(RedisClusterClient redis, String key, String... arguments) {
        try {
            return redis.evalsha(sha1, List.of(key), List.of(arguments));
        } catch (JedisNoScriptException e) {
            return redis.eval(source, List.of(key), List.of(arguments));
        }
    }
}
