package io.gatehouse.adapters.keys;

import io.gatehouse.domain.crypto.KeyRing;
import io.gatehouse.domain.crypto.SigningKey;
import io.gatehouse.domain.crypto.SigningKeyVault;
import io.gatehouse.domain.errors.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The signing keys as this process knows them. They are read again every few minutes, and when a token names an unknown
 * key. Safe for use by several threads.
 */
public final class SigningKeys {
    /** Between two readings for callers who want the newest keys or unknown keys: there can be many. */
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private record Loaded(KeyRing ring, Instant at) {}

    private final SigningKeyVault vault;
    private final InstantSource clock;
    private volatile Loaded loaded = new Loaded(new KeyRing(List.of(), Duration.ZERO), Instant.EPOCH);

    public SigningKeys(SigningKeyVault vault, InstantSource clock) {
        this.vault = vault;
        this.clock = clock;
    }

    /** The public keys, as a JSON Web Key Set (RFC 7517, section 5). */
    public Map<String, Object> jwks() {
        var keys = ring(PAUSE).verifying(clock.instant()).map(SigningKey::jwk);
        return Map.of("keys", keys.toList());
    }

    SigningKey current() {
        return ring(KeyRing.READ_FOR).signing(clock.instant());
    }

    Optional<SigningKey> find(String kid) {
        return find(ring(KeyRing.READ_FOR), kid).or(() -> find(ring(PAUSE), kid));
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
        if (!isFresh(loaded, maxAge)) {
            loaded = new Loaded(newest(loaded.ring), clock.instant());
        }
        return loaded.ring;
    }

    /** The ring in the vault, or the one that is known when that cannot be read. */
    private KeyRing newest(KeyRing known) {
        try {
            var ring = vault.read();
            if (ring.isEmpty()) {
                throw new Unavailable("signing keys");
            }
            return ring;
        } catch (Unavailable e) {
            if (known.isEmpty()) {
                throw e;
            }
            return known;
        }
    }

    private boolean isFresh(Loaded known, Duration maxAge) {
        return clock.instant().isBefore(known.at.plus(maxAge));
    }
}
