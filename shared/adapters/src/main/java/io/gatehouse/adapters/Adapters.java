package io.gatehouse.adapters;

import io.gatehouse.adapters.cache.CachedDirectory;
import io.gatehouse.adapters.cache.Redis;
import io.gatehouse.adapters.cache.RedisRateLimiter;
import io.gatehouse.adapters.config.MailSettings;
import io.gatehouse.adapters.config.Settings;
import io.gatehouse.adapters.keys.JwtAccessTokens;
import io.gatehouse.adapters.keys.SecretKeyedHash;
import io.gatehouse.adapters.keys.SecretSealVault;
import io.gatehouse.adapters.keys.SigningKeys;
import io.gatehouse.adapters.mail.SesMailSender;
import io.gatehouse.adapters.postgres.Database;
import io.gatehouse.adapters.postgres.PostgresTransactions;
import io.gatehouse.adapters.queue.SqsMailQueue;
import io.gatehouse.domain.Ids;
import io.gatehouse.domain.KeyedHash;
import io.gatehouse.domain.audit.SealVault;
import io.gatehouse.domain.credential.Argon2Hash;
import io.gatehouse.domain.credential.PasswordHasher;
import io.gatehouse.domain.limit.RateLimiter;
import io.gatehouse.domain.mail.MailSender;
import io.gatehouse.domain.session.AccessTokens;
import io.gatehouse.domain.session.Directory;
import io.gatehouse.domain.session.Session;
import io.gatehouse.domain.store.Transactions;
import io.gatehouse.domain.usecase.AfterCommit;
import io.gatehouse.domain.usecase.Auditing;
import io.gatehouse.domain.usecase.EraseAccount;
import io.gatehouse.domain.usecase.ExecuteOnce;
import io.gatehouse.domain.usecase.MailQuota;
import io.gatehouse.domain.usecase.Throttle;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;

/**
 * The domain's ports, joined to the outside systems that the settings name, and what its use cases share. Building one
 * touches no network: each system is connected when it is first used. What a bundle does not ask for, it need not
 * carry.
 */
public final class Adapters {
    /** How long one waits for its turn to hash: it leaves time for what comes after. */
    private static final Duration HASHING_PATIENCE = Duration.ofMillis(1_500);

    private final Settings settings;
    /** As exact as what is stored and what identifiers say. */
    private final Clock clock = Clock.tickMillis(ZoneOffset.UTC);

    private final SecureRandom random = new SecureRandom();
    private final Ids ids = new Ids(clock, random);
    private final Transactions transactions;
    private final Redis redis;
    private final Directory directory;
    private final KeyedHash keyedHash;

    public Adapters(Settings settings) {
        this.settings = settings;
        this.transactions = new PostgresTransactions(Database.at(settings.databaseUrl(), settings.concurrency()));
        this.redis = new Redis(settings.cacheUrl(), settings.concurrency());
        this.directory = new CachedDirectory(redis, transactions, clock);
        this.keyedHash = new SecretKeyedHash(settings.hashKeySecret());
    }

    public Clock clock() {
        return clock;
    }

    public SecureRandom random() {
        return random;
    }

    public Ids ids() {
        return ids;
    }

    public Transactions transactions() {
        return transactions;
    }

    public Redis redis() {
        return redis;
    }

    public Directory directory() {
        return directory;
    }

    public KeyedHash keyedHash() {
        return keyedHash;
    }

    public RateLimiter rateLimiter() {
        return new RedisRateLimiter(redis, clock);
    }

    public MailSender mailSender(MailSettings mails) {
        return new SesMailSender(mails);
    }

    public SigningKeys signingKeys() {
        return new SigningKeys(settings.signingKeysSecret(), settings.accessTokenLifetime(), clock);
    }

    public SealVault sealVault() {
        return new SecretSealVault(settings.auditSealSecret());
    }

    public AccessTokens accessTokens() {
        return new JwtAccessTokens(
                signingKeys(), settings.issuer(), settings.audience(), settings.accessTokenLifetime(), clock);
    }

    public Session.Lifetimes sessionLifetimes() {
        return new Session.Lifetimes(settings.refreshIdleLifetime(), settings.refreshAbsoluteLifetime());
    }

    /** Invalidates the cache and erases what is deleted. */
    public AfterCommit afterCommit() {
        return new AfterCommit(transactions, ids, clock)
                .invalidating(directory)
                .erasing(new EraseAccount(transactions, throttle(), auditing()));
    }

    /** The same for whoever causes mails: queues them, too. */
    public AfterCommit afterCommitMailing() {
        return afterCommit().mailing(new SqsMailQueue(settings.mailQueueUrl()));
    }

    /** One for all that a bundle hashes: it is what bounds how much that is at once. */
    public PasswordHasher passwordHasher() {
        return new PasswordHasher(
                Argon2Hash.Cost.RECOMMENDED, random, Runtime.getRuntime().availableProcessors(), HASHING_PATIENCE);
    }

    public Auditing auditing() {
        return new Auditing(keyedHash, ids, clock, random);
    }

    public ExecuteOnce executeOnce() {
        return new ExecuteOnce(transactions, keyedHash, ids, clock, random);
    }

    public MailQuota mailQuota() {
        return new MailQuota(rateLimiter(), keyedHash, settings.mailsPerAddress());
    }

    public Throttle throttle() {
        return new Throttle(keyedHash, ids, clock);
    }
}
