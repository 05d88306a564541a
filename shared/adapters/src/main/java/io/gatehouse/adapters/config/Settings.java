package io.gatehouse.adapters.config;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * Everything that a deployment can set but for its mails ({@link MailSettings}), from the environment variables of the
 * same names. The process's environment is read here and nowhere else.
 *
 * @param passwordMinLength in code points
 * @param rateLimitPerIp requests in 15 minutes; 0 means no limit
 * @param rateLimitPerUser requests in a minute on bearer routes; 0 means no limit
 * @param mailsPerAddress in an hour; 0 means no limit
 * @param databaseUrl {@code postgresql://user[:password]@host:port/name[?parameters]}
 * @param cacheUrl {@code redis://host:port}, or {@code rediss://} for TLS
 * @param signingKeysSecret name or ARN of the secret
 * @param hashKeySecret name or ARN of the secret that keyed hashes are made with
 * @param auditSealSecret name or ARN of the secret with the key and the newest seal of the audit log
 * @param concurrency how many requests one execution environment serves at once
 */
public record Settings(
        SignUpMode signUpMode,
        int passwordMinLength,
        Duration accessTokenLifetime,
        Duration refreshIdleLifetime,
        Duration refreshAbsoluteLifetime,
        int rateLimitPerIp,
        int rateLimitPerUser,
        int mailsPerAddress,
        URI issuer,
        String audience,
        URI databaseUrl,
        URI cacheUrl,
        URI mailQueueUrl,
        String signingKeysSecret,
        String hashKeySecret,
        String auditSealSecret,
        int concurrency) {

    /**
     * What registration says of an address that has an account: everything, or nothing before the address is verified.
     */
    public enum SignUpMode {
        IMMEDIATE,
        VERIFIED
    }

    private static final int YEAR_SECONDS = 366 * 24 * 3600;

    /** The settings of this process. */
    public static Settings ofThisProcess() {
        return from(System.getenv());
    }

    /** @throws IllegalArgumentException that names every variable which is missing or malformed, in one message */
    public static Settings from(Map<String, String> environment) {
        var variables = new Variables(environment);
        var settings = new Settings(
                variables.oneOf("SIGN_UP_MODE", SignUpMode.class),
                variables.integer("PASSWORD_MIN_LENGTH", 8, 128),
                variables.seconds("ACCESS_TOKEN_SECONDS", 1, 24 * 3600),
                variables.seconds("REFRESH_IDLE_SECONDS", 1, YEAR_SECONDS),
                variables.seconds("REFRESH_ABSOLUTE_SECONDS", 1, YEAR_SECONDS),
                variables.integer("RATE_LIMIT_PER_IP", 0, 1_000_000),
                variables.integer("RATE_LIMIT_PER_USER", 0, 1_000_000),
                variables.integer("MAILS_PER_ADDRESS", 0, 1_000_000),
                variables.url("ISSUER", "http", "https"),
                variables.text("AUDIENCE"),
                variables.database("DATABASE_URL", "postgresql"),
                variables.server("CACHE_URL", "redis", "rediss"),
                variables.url("MAIL_QUEUE_URL", "http", "https"),
                variables.text("SIGNING_KEYS_SECRET"),
                variables.text("HASH_KEY_SECRET"),
                variables.text("AUDIT_SEAL_SECRET"),
                variables.integerOr("AWS_LAMBDA_MAX_CONCURRENCY", 1, 1, 1_000));
        variables.complain();
        return settings;
    }
}
