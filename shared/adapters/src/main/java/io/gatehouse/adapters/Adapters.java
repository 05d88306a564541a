package io.gatehouse.adapters;

import io.gatehouse.adapters.cache.CachedAccountLookup;
import io.gatehouse.adapters.cache.Redis;
import io.gatehouse.adapters.cache.RedisRateLimiter;
import io.gatehouse.adapters.config.Settings;
import io.gatehouse.adapters.keys.JwtAccessTokens;
import io.gatehouse.adapters.keys.SecretKeyedHash;
import io.gatehouse.adapters.keys.SecretSealVault;
import io.gatehouse.adapters.keys.SecretSigningKeyVault;
import io.gatehouse.adapters.keys.SigningKeys;
import io.gatehouse.adapters.mail.SesMailSender;
import io.gatehouse.adapters.postgres.Database;
import io.gatehouse.adapters.postgres.PostgresTransactions;
import io.gatehouse.adapters.queue.SqsMailQueue;
import io.gatehouse.domain.audit.SealVault;
import io.gatehouse.domain.basics.Sources;
import io.gatehouse.domain.credential.Argon2Hash;
import io.gatehouse.domain.credential.PasswordHasher;
import io.gatehouse.domain.crypto.KeyedHash;
import io.gatehouse.domain.crypto.SigningKeyVault;
import io.gatehouse.domain.limit.RateLimiter;
import io.gatehouse.domain.mail.MailSender;
import io.gatehouse.domain.registration.SignUpMode;
import io.gatehouse.domain.session.AccessTokens;
import io.gatehouse.domain.session.AccountLookup;
import io.gatehouse.domain.session.Session;
import io.gatehouse.domain.wiring.Ports;
import io.gatehouse.domain.wiring.Rules;
import io.gatehouse.domain.work.TransactionalStores;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The domain's ports, connected to the systems that the settings name, and its rules. Each is made when it is first
 * asked for, and connects when it is first used: what a bundle does not ask for, it need not configure or carry.
 */
public final class Adapters implements Ports, Rules {
    /** How long a request waits for its turn to hash; leaves time for the work after it. */
    private static final Duration HASHING_WAIT = Duration.ofMillis(1_500);

    private final Settings settings;
    private final Clock clock = Clock.tickMillis(ZoneOffset.UTC);
    private final Sources sources = Sources.of(clock, new SecureRandom());

    private final Map<Class<?>, Object> made = new HashMap<>();

    public Adapters(Settings settings) {
        this.settings = settings;
    }

    public <T> T setting(Settings.Part<T> part) {
        return settings.get(part);
    }

    @Override
    public Sources sources() {
        return sources;
    }

    @Override
    public TransactionalStores stores() {
        return once(TransactionalStores.class, () -> {
            var stores = setting(Settings.STORES);
            return new PostgresTransactions(Database.at(stores.database(), stores.concurrency()));
        });
    }

    public Redis redis() {
        return once(
                Redis.class,
                () -> new Redis(
                        setting(Settings.STORES).cache(),
                        setting(Settings.STORES).concurrency()));
    }

    @Override
    public AccountLookup accountLookup() {
        return once(AccountLookup.class, () -> new CachedAccountLookup(redis(), stores(), clock));
    }

    @Override
    public RateLimiter rateLimiter() {
        return once(RateLimiter.class, () -> new RedisRateLimiter(redis(), clock));
    }

    @Override
    public KeyedHash keyedHash() {
        return once(KeyedHash.class, () -> new SecretKeyedHash(setting(Settings.HASH_KEY)));
    }

    /** One for all that a bundle hashes, because it bounds how much that is at once. */
    @Override
    public PasswordHasher passwordHasher() {
        return once(PasswordHasher.class, () -> {
            var processors = Runtime.getRuntime().availableProcessors();
            return new PasswordHasher(Argon2Hash.Cost.RECOMMENDED, sources.random(), processors, HASHING_WAIT);
        });
    }

    @Override
    public SigningKeyVault signingKeyVault() {
        return once(SigningKeyVault.class, () -> {
            var tokens = setting(Settings.TOKENS);
            return new SecretSigningKeyVault(tokens.signingKeysSecret(), tokens.lifetime());
        });
    }

    public SigningKeys signingKeys() {
        return once(SigningKeys.class, () -> new SigningKeys(signingKeyVault(), clock));
    }

    @Override
    public AccessTokens accessTokens() {
        return once(AccessTokens.class, () -> {
            var tokens = setting(Settings.TOKENS);
            return new JwtAccessTokens(
                    signingKeys(), setting(Settings.ISSUER), tokens.audience(), tokens.lifetime(), clock);
        });
    }

    @Override
    public SealVault sealVault() {
        return once(SealVault.class, () -> new SecretSealVault(setting(Settings.AUDIT_SEAL)));
    }

    @Override
    public SqsMailQueue mailQueue() {
        return once(SqsMailQueue.class, () -> new SqsMailQueue(setting(Settings.MAIL_QUEUE)));
    }

    @Override
    public MailSender mailSender() {
        return once(MailSender.class, () -> new SesMailSender(setting(Settings.MAILS)));
    }

    @Override
    public SignUpMode signUpMode() {
        return setting(Settings.SIGN_UP).mode();
    }

    @Override
    public int passwordMinLength() {
        return setting(Settings.SIGN_UP).passwordMinLength();
    }

    @Override
    public Session.Lifetimes sessionLifetimes() {
        return setting(Settings.SESSIONS);
    }

    @Override
    public int sessionsPerUser() {
        return setting(Settings.SESSIONS_PER_USER);
    }

    @Override
    public int mailsPerAddress() {
        return setting(Settings.MAILS_PER_ADDRESS);
    }

    @Override
    public int requestsPerAddress() {
        return setting(Settings.RATE_LIMITS).perAddress();
    }

    @Override
    public int requestsPerUser() {
        return setting(Settings.RATE_LIMITS).perUser();
    }

    /** The one instance of this type, made when first asked for. */
    private synchronized <T> T once(Class<T> type, Supplier<T> maker) {
        var known = made.get(type);
        if (known == null) {
            known = maker.get();
            made.put(type, known);
        }
        return type.cast(known);
    }
}
