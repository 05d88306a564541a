package io.gatehouse.adapters.config;

import io.gatehouse.domain.registration.SignUpMode;
import io.gatehouse.domain.session.Session;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * What a deployment sets, read from environment variables in parts. A bundle names the parts that it uses; the
 * variables of other parts may be missing. The environment of the process is read here and nowhere else.
 */
public final class Settings {
    private static final int YEAR_SECONDS = 366 * 24 * 3600;

    /** Variables that belong together, and the type of their values. */
    public static final class Part<T> {
        private final String name;
        private final Function<Variables, T> reader;

        private Part(String name, Function<Variables, T> reader) {
            this.name = name;
            this.reader = reader;
        }
    }

    /**
     * @param database {@code postgresql://user[:password]@host:port/name[?parameters]}
     * @param cache {@code redis://host:port}, or {@code rediss://} for TLS
     * @param concurrency how many requests an execution environment serves at once
     */
    public record Stores(URI database, URI cache, int concurrency) {}

    /**
     * @param lifetime of access tokens
     * @param signingKeysSecret name or ARN of the secret
     */
    public record Tokens(String audience, Duration lifetime, String signingKeysSecret) {}

    /** @param passwordMinLength in code points */
    public record SignUp(SignUpMode mode, int passwordMinLength) {}

    /**
     * @param perAddress requests without a token in 15 minutes; 0 turns the limit off
     * @param perUser requests with a token in a minute; 0 turns the limit off
     */
    public record RateLimits(int perAddress, int perUser) {}

    public static final Part<Stores> STORES = new Part<>(
            "stores",
            variables -> new Stores(
                    variables.database("DATABASE_URL", "postgresql"),
                    variables.server("CACHE_URL", "redis", "rediss"),
                    variables.integerOr("AWS_LAMBDA_MAX_CONCURRENCY", 1, 1, 1_000)));

    /** The origin of tokens, of their keys and of the pages about problems; without a slash at the end. */
    public static final Part<URI> ISSUER =
            new Part<>("issuer", variables -> variables.origin("ISSUER", "http", "https"));

    public static final Part<Tokens> TOKENS = new Part<>(
            "tokens",
            variables -> new Tokens(
                    variables.text("AUDIENCE"),
                    variables.seconds("ACCESS_TOKEN_SECONDS", 1, 24 * 3600),
                    variables.text("SIGNING_KEYS_SECRET")));

    public static final Part<Session.Lifetimes> SESSIONS = new Part<>(
            "sessions",
            variables -> new Session.Lifetimes(
                    variables.seconds("REFRESH_IDLE_SECONDS", 1, YEAR_SECONDS),
                    variables.seconds("REFRESH_ABSOLUTE_SECONDS", 1, YEAR_SECONDS)));

    /** Sessions of one user, at most. */
    public static final Part<Integer> SESSIONS_PER_USER =
            new Part<>("session limit", variables -> variables.integer("SESSIONS_PER_USER", 1, 1_000));

    public static final Part<SignUp> SIGN_UP = new Part<>(
            "sign-up",
            variables -> new SignUp(
                    variables.oneOf("SIGN_UP_MODE", SignUpMode.class),
                    variables.integer("PASSWORD_MIN_LENGTH", 8, 128)));

    public static final Part<RateLimits> RATE_LIMITS = new Part<>(
            "rate limits",
            variables -> new RateLimits(
                    variables.integer("RATE_LIMIT_PER_IP", 0, 1_000_000),
                    variables.integer("RATE_LIMIT_PER_USER", 0, 1_000_000)));

    /** Mails to one address in an hour; 0 turns the limit off. */
    public static final Part<Integer> MAILS_PER_ADDRESS =
            new Part<>("mail quota", variables -> variables.integer("MAILS_PER_ADDRESS", 0, 1_000_000));

    public static final Part<URI> MAIL_QUEUE =
            new Part<>("mail queue", variables -> variables.webUrl("MAIL_QUEUE_URL"));

    /** How mails look and where they come from. */
    public static final Part<MailSettings> MAILS = new Part<>("mails", MailSettings::read);

    /** Name or ARN of the secret that keyed hashes are made with. */
    public static final Part<String> HASH_KEY = new Part<>("hash key", variables -> variables.text("HASH_KEY_SECRET"));

    /** Name or ARN of the secret with the key and the newest seal of the audit log. */
    public static final Part<String> AUDIT_SEAL =
            new Part<>("audit seal", variables -> variables.text("AUDIT_SEAL_SECRET"));

    /** Where security researchers report what they find, a URL; empty when nobody is named. */
    public static final Part<String> SECURITY_CONTACT =
            new Part<>("security contact", variables -> variables.textOr("SECURITY_CONTACT", ""));

    private final Map<Part<?>, Object> values = new HashMap<>();

    private Settings() {}

    /** These parts of the process's environment. */
    public static Settings ofThisProcess(Part<?>... parts) {
        return read(System.getenv(), parts);
    }

    /** @throws IllegalArgumentException that names every missing or malformed variable of these parts */
    public static Settings read(Map<String, String> environment, Part<?>... parts) {
        var variables = new Variables(environment);
        var settings = new Settings();
        for (var part : parts) {
            settings.values.put(part, part.reader.apply(variables));
        }
        variables.complain();
        return settings;
    }

    /** @throws IllegalStateException when the part was not read */
    @SuppressWarnings("unchecked") // read() stores each value under its own part
    public <T> T get(Part<T> part) {
        if (!values.containsKey(part)) {
            throw new IllegalStateException("This bundle does not read the settings of " + part.name + ".");
        }
        return (T) Objects.requireNonNull(values.get(part));
    }
}
