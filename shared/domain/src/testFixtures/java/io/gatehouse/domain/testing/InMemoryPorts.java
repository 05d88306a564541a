package io.gatehouse.domain.testing;

import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.audit.Seal;
import io.gatehouse.domain.audit.SealKey;
import io.gatehouse.domain.audit.SealVault;
import io.gatehouse.domain.basics.Sources;
import io.gatehouse.domain.credential.Argon2Hash;
import io.gatehouse.domain.credential.PasswordHasher;
import io.gatehouse.domain.crypto.HmacSha256;
import io.gatehouse.domain.crypto.KeyRing;
import io.gatehouse.domain.crypto.KeyedHash;
import io.gatehouse.domain.crypto.SigningKeyVault;
import io.gatehouse.domain.errors.Unavailable;
import io.gatehouse.domain.limit.LocalRateLimiter;
import io.gatehouse.domain.limit.RateLimiter;
import io.gatehouse.domain.mail.Mail;
import io.gatehouse.domain.mail.MailQueue;
import io.gatehouse.domain.mail.MailSender;
import io.gatehouse.domain.session.AccessTokens;
import io.gatehouse.domain.session.AccountLookup;
import io.gatehouse.domain.session.Session;
import io.gatehouse.domain.wiring.Ports;
import io.gatehouse.domain.work.TransactionalStores;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The ports in memory. */
public final class InMemoryPorts implements Ports {
    /** A hash that costs next to nothing. */
    public static final Argon2Hash.Cost CHEAP = new Argon2Hash.Cost(64, 1, 1);

    /** A mail that the provider took, with the token of its link. */
    public record SentMail(Mail mail, @Nullable String token) {}

    private final SettableClock clock = new SettableClock();
    private final Sources sources = Sources.of(clock, new SecureRandom());
    private final InMemoryStores rows;
    private final TransactionalStores usedStores;
    private final AccountLookup lookup;
    private final RateLimiter limiter = new LocalRateLimiter(clock);
    private final PasswordHasher hasher = new PasswordHasher(CHEAP, sources.random(), 8, Duration.ofSeconds(30));
    private final KeyedHash hash =
            (use, value) -> new HmacSha256("a key of 32 bytes for these tests".getBytes(StandardCharsets.US_ASCII))
                    .of((use + " " + value).getBytes(StandardCharsets.UTF_8));
    private final List<UUID> queued = Collections.synchronizedList(new ArrayList<>());
    private final List<SentMail> sent = Collections.synchronizedList(new ArrayList<>());
    private final InMemorySealVault sealVault = new InMemorySealVault();
    private final InMemoryKeyVault keyVault = new InMemoryKeyVault();
    private volatile boolean queueDown;
    private volatile Predicate<Mail> refused = mail -> false;

    public InMemoryPorts() {
        this.rows = new InMemoryStores();
        this.usedStores = rows;
        this.lookup = new InMemoryAccountLookup(rows, clock);
    }

    /** The same ports on other stores, such as PostgreSQL's. */
    public InMemoryPorts(TransactionalStores stores) {
        this(stores, clock -> new InMemoryAccountLookup(stores, clock));
    }

    /** The same ports on other stores and another cache. */
    public InMemoryPorts(TransactionalStores stores, Function<SettableClock, AccountLookup> lookup) {
        this.rows = new InMemoryStores();
        this.usedStores = stores;
        this.lookup = lookup.apply(clock);
    }

    /** The same ports on stores that stand in front of the rows and break. */
    public InMemoryPorts(InMemoryStores rows, TransactionalStores stores) {
        this.rows = rows;
        this.usedStores = stores;
        this.lookup = new InMemoryAccountLookup(stores, clock);
    }

    public SettableClock clock() {
        return clock;
    }

    /** The stores, to be looked at. */
    public InMemoryStores rows() {
        return rows;
    }

    /** The ids of queued mails, oldest first. */
    public List<UUID> queued() {
        return List.copyOf(queued);
    }

    /** The mails that the provider took, oldest first. */
    public List<SentMail> sent() {
        return List.copyOf(sent);
    }

    /** From now on, whether the mail queue fails. */
    public void setQueueDown(boolean down) {
        queueDown = down;
    }

    /** From now on, for which mails the provider fails. */
    public void setRefusedMails(Predicate<Mail> refused) {
        this.refused = refused;
    }

    public InMemorySealVault sealVaultInMemory() {
        return sealVault;
    }

    @Override
    public Sources sources() {
        return sources;
    }

    @Override
    public TransactionalStores stores() {
        return usedStores;
    }

    @Override
    public AccountLookup accountLookup() {
        return lookup;
    }

    @Override
    public RateLimiter rateLimiter() {
        return limiter;
    }

    @Override
    public KeyedHash keyedHash() {
        return hash;
    }

    @Override
    public PasswordHasher passwordHasher() {
        return hasher;
    }

    /** Access tokens here are two ids and no more; the real ones are tested with the adapter. */
    public static String tokenOf(UUID account, UUID session) {
        return account + "." + session;
    }

    @Override
    public AccessTokens accessTokens() {
        return new AccessTokens() {
            @Override
            public Issued issue(Account account, Session session) {
                return new Issued(tokenOf(account.id(), session.id()), 600);
            }

            @Override
            public Optional<Claims> verify(String token) {
                var ids = token.split("\\.", -1);
                return ids.length == 2
                        ? Optional.of(new Claims(UUID.fromString(ids[0]), UUID.fromString(ids[1])))
                        : Optional.empty();
            }

            @Override
            public Optional<UUID> issuedFor(String token) {
                return verify(token).map(Claims::sessionId);
            }
        };
    }

    @Override
    public SigningKeyVault signingKeyVault() {
        return keyVault;
    }

    @Override
    public SealVault sealVault() {
        return sealVault;
    }

    @Override
    public MailQueue mailQueue() {
        return (Collection<UUID> ids) -> {
            if (queueDown) {
                return Set.of();
            }
            queued.addAll(ids);
            return Set.copyOf(ids);
        };
    }

    @Override
    public MailSender mailSender() {
        return (mail, token) -> {
            if (refused.test(mail)) {
                throw new Unavailable("mail provider");
            }
            sent.add(new SentMail(mail, token));
            return "provider's id";
        };
    }

    /** A vault of seals, whose copy can be set back. */
    public static final class InMemorySealVault implements SealVault {
        private final SealKey key =
                new SealKey("another key of 32 bytes for these tests".getBytes(StandardCharsets.US_ASCII));
        private Seal head = Seal.NONE;

        @Override
        public synchronized Contents open() {
            return new Contents(key, head);
        }

        @Override
        public synchronized void advance(Seal newest) {
            if (newest.number() > head.number()) {
                head = newest;
            }
        }

        public synchronized void setHead(Seal seal) {
            head = seal;
        }
    }

    private static final class InMemoryKeyVault implements SigningKeyVault {
        private KeyRing ring = new KeyRing(List.of(), Duration.ofMinutes(10));

        @Override
        public synchronized KeyRing read() {
            return ring;
        }

        @Override
        public synchronized KeyRing change(Function<KeyRing, Optional<KeyRing>> change) {
            ring = change.apply(ring).orElse(ring);
            return ring;
        }
    }
}
