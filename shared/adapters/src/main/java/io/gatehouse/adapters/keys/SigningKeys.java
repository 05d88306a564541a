package io.gatehouse.adapters.keys;

import io.gatehouse.domain.Unavailable;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The signing keys, which one secret holds. They are read again every few minutes, and when a token names a key that is
 * not known yet. Safe for use by several threads.
 */
public final class SigningKeys {
    private static final Logger LOG = LoggerFactory.getLogger(SigningKeys.class);

    /** How long whoever has fetched the published keys may go on with them. */
    public static final Duration MAX_AGE = Duration.ofMinutes(10);

    private static final Duration FRESH = Duration.ofMinutes(5);
    /** Between two readings for callers who want the newest keys, or keys that nobody knows: they can be many. */
    private static final Duration RESPITE = Duration.ofSeconds(10);
    /** After this everybody knows a new key. */
    private static final Duration LEAD = MAX_AGE.plus(FRESH).plus(KeyRing.MARGIN);

    private static final int ATTEMPTS = 3;

    /**
     * A key, without anything of it that is secret.
     *
     * @param verifiesUntil null when it has no successor yet
     */
    public record Description(
            String kid,
            Phase phase,
            Instant signsFrom,
            @Nullable Instant verifiesUntil) {}

    /** What a key is good for. */
    public enum Phase {
        /** Published, so that everybody knows it when it signs. */
        PENDING,
        SIGNING,
        /** Signs no more; tokens that it has signed are still valid. */
        VERIFYING,
        /** Good for nothing: goes with the next rotation. */
        ENDED
    }

    private record Loaded(KeyRing ring, Instant at) {}

    private final SecretText secret;
    private final Duration tokenLifetime;
    private final InstantSource clock;
    private volatile Loaded loaded;

    /**
     * Touches no network.
     *
     * @param secretId name or ARN
     * @param tokenLifetime how long an access token is valid at most
     */
    public SigningKeys(String secretId, Duration tokenLifetime, InstantSource clock) {
        this.secret = new SecretText(secretId, "signing keys");
        this.tokenLifetime = tokenLifetime;
        this.clock = clock;
        this.loaded = new Loaded(new KeyRing(List.of(), tokenLifetime), Instant.EPOCH);
    }

    /** The public halves, as a JSON Web Key Set (RFC 7517, section 5). */
    public Map<String, Object> jwks() {
        var keys = ring(RESPITE).verifying(clock.instant()).map(SigningKey::jwk);
        return Map.of("keys", keys.toList());
    }

    /** All keys that the secret holds, in the order in which they sign. */
    public List<Description> describe() {
        var ring = KeyRing.parse(secret.read().text(), tokenLifetime);
        var now = clock.instant();
        return IntStream.range(0, ring.keys().size())
                .mapToObj(place -> describe(ring, place, now))
                .toList();
    }

    private static Description describe(KeyRing ring, int place, Instant now) {
        var key = ring.keys().get(place);
        var end = ring.end(place).orElse(null);
        return new Description(key.kid(), phase(ring, key, end, now), key.signsFrom(), end);
    }

    private static Phase phase(KeyRing ring, SigningKey key, @Nullable Instant end, Instant now) {
        if (key.signsFrom().isAfter(now)) {
            return Phase.PENDING;
        } else if (key.equals(ring.signing(now))) {
            return Phase.SIGNING;
        }
        return end != null && now.isBefore(end) ? Phase.VERIFYING : Phase.ENDED;
    }

    /**
     * Makes the first key, if the secret holds none.
     *
     * @return whether it did
     */
    public boolean create(SecureRandom random) {
        return change((ring, now) -> ring.isEmpty()
                ? Optional.of(ring.followedBy(SigningKey.generate(random, now), now))
                : Optional.empty());
    }

    /**
     * Publishes a new key, which signs as soon as everybody must have heard of it. The one before verifies until its
     * last token has expired, so that nobody notices.
     *
     * @throws IllegalStateException with a message for people, while another new key does not sign yet
     */
    public void rotate(SecureRandom random) {
        change((ring, now) -> {
            ring.pending(now).ifPresent(pending -> {
                throw new IllegalStateException(
                        "A rotation is under way: its key signs from " + pending.signsFrom() + ".");
            });
            return Optional.of(ring.followedBy(SigningKey.generate(random, now.plus(LEAD)), now));
        });
    }

    /**
     * For a key that somebody else knows: puts a new one, which signs now, in place of all others. What those have
     * signed is refused from now on, by each function as soon as it reads the keys again; sessions go on by a refresh.
     */
    public void replace(SecureRandom random) {
        change((ring, now) -> Optional.of(new KeyRing(List.of(SigningKey.generate(random, now)), tokenLifetime)));
    }

    private boolean change(BiFunction<KeyRing, Instant, Optional<KeyRing>> change) {
        for (var attempt = 0; attempt < ATTEMPTS; attempt++) {
            var read = secret.read();
            var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
            var changed = change.apply(KeyRing.parse(read.text(), tokenLifetime), now);
            if (changed.isEmpty()) {
                return false;
            }
            if (secret.replace(read, changed.get().json())) {
                LOG.atInfo()
                        .addKeyValue("kid", changed.get().keys().getLast().kid())
                        .log("signing key made");
                return true;
            }
        }
        throw new Unavailable("signing keys");
    }

    SigningKey current() {
        return ring(FRESH).signing(clock.instant());
    }

    Optional<SigningKey> find(String kid) {
        return find(ring(FRESH), kid).or(() -> find(ring(RESPITE), kid));
    }

    private Optional<SigningKey> find(KeyRing ring, String kid) {
        return ring.verifying(clock.instant())
                .filter(key -> key.kid().equals(kid))
                .findFirst();
    }

    private KeyRing ring(Duration maxAge) {
        var known = loaded;
        return isFresh(known, maxAge) ? known.ring : load(maxAge);
    }

    private synchronized KeyRing load(Duration maxAge) {
        var known = loaded;
        if (isFresh(known, maxAge)) {
            return known.ring;
        }
        try {
            var ring = KeyRing.parse(secret.read().text(), tokenLifetime);
            if (ring.isEmpty()) {
                throw new Unavailable("signing keys");
            }
            loaded = new Loaded(ring, clock.instant());
            return ring;
        } catch (Unavailable e) {
            if (known.ring.isEmpty()) {
                throw e;
            }
            loaded = new Loaded(known.ring, clock.instant());
            return known.ring;
        }
    }

    private boolean isFresh(Loaded known, Duration maxAge) {
        return clock.instant().isBefore(known.at.plus(maxAge));
    }
}
