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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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

    private final Supplier<TransactionalStores> stores = once(this::newStores);
    private final Supplier<Redis> redis = once(this::newRedis);
    private final Supplier<AccountLookup> accountLookup =
            once(() -> new CachedAccountLookup(redis(), stores(), sources.clock()));
    private final Supplier<RateLimiter> rateLimiter = once(() -> new RedisRateLimiter(redis(), sources.clock()));
    private final Supplier<KeyedHash> keyedHash = once(() -> new SecretKeyedHash(setting(Settings.HASH_KEY)));
    private final Supplier<PasswordHasher> passwordHasher = once(this::newPasswordHasher);
    private final Supplier<SigningKeyVault> signingKeyVault = once(this::newSigningKeyVault);
    private final Supplier<SigningKeys> signingKeys = once(() -> new SigningKeys(signingKeyVault(), sources.clock()));
    private final Supplier<AccessTokens> accessTokens = once(this::newAccessTokens);
    private final Supplier<SealVault> sealVault = once(() -> new SecretSealVault(setting(Settings.AUDIT_SEAL)));
    private final Supplier<SqsMailQueue> mailQueue = once(() -> new SqsMailQueue(setting(Settings.MAIL_QUEUE)));
    private final Supplier<MailSender> mailSender = once(() -> new SesMailSender(setting(Settings.MAILS)));

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
        return stores.get();
    }

    public Redis redis() {
        return redis.get();
    }

    @Override
    public AccountLookup accountLookup() {
        return accountLookup.get();
    }

    @Override
    public RateLimiter rateLimiter() {
        return rateLimiter.get();
    }

    @Override
    public KeyedHash keyedHash() {
        return keyedHash.get();
    }

    @Override
    public PasswordHasher passwordHasher() {
        return passwordHasher.get();
    }

    @Override
    public SigningKeyVault signingKeyVault() {
        return signingKeyVault.get();
    }

    public SigningKeys signingKeys() {
        return signingKeys.get();
    }

    @Override
    public AccessTokens accessTokens() {
        return accessTokens.get();
    }

    @Override
    public SealVault sealVault() {
        return sealVault.get();
    }

    @Override
    public SqsMailQueue mailQueue() {
        return mailQueue.get();
    }

    @Override
    public MailSender mailSender() {
        return mailSender.get();
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

    private TransactionalStores newStores() {
        var stores = setting(Settings.STORES);
        return new PostgresTransactions(Database.at(stores.database(), stores.concurrency()));
    }

    private Redis newRedis() {
        var stores = setting(Settings.STORES);
        return new Redis(stores.cache(), stores.concurrency());
    }

    /** One for all that a bundle hashes, because it bounds how much that is at once. */
    private PasswordHasher newPasswordHasher() {
        var processors = Runtime.getRuntime().availableProcessors();
        return new PasswordHasher(Argon2Hash.Cost.RECOMMENDED, sources.random(), processors, HASHING_WAIT);
    }

    private SigningKeyVault newSigningKeyVault() {
        var tokens = setting(Settings.TOKENS);
        return new SecretSigningKeyVault(tokens.signingKeysSecret(), tokens.lifetime());
    }

    private AccessTokens newAccessTokens() {
        var tokens = setting(Settings.TOKENS);
        return new JwtAccessTokens(signingKeys(), tokens.issuer(), tokens.audience(), tokens.lifetime(), clock);
    }

    private static <T> Supplier<T> once(Supplier<? extends T> maker) {
        return new Supplier<>() {
            private @Nullable T made;

            @Override
            public synchronized T get() {
                var known = made;
                if (known == null) {
                    known = maker.get();
                    made = known;
                }
                return known;
            }
        };
    }
}
