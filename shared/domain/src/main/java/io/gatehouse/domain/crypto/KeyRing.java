package io.gatehouse.domain.crypto;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The keys that sign access tokens, in the order in which they sign. A key signs until its successor does, and verifies
 * until the last token that it can have signed has expired. Immutable.
 *
 * @param tokenLifetime how long an access token is valid at most
 */
public record KeyRing(List<SigningKey> keys, Duration tokenLifetime) {
    /** How long clients may keep the published keys. */
    public static final Duration PUBLISHED_FOR = Duration.ofMinutes(10);
    /** How long functions keep the keys that they have read. */
    public static final Duration READ_FOR = Duration.ofMinutes(5);
    /** How far clocks may differ. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);
    /** After this time every client and function knows a new key. */
    public static final Duration LEAD = PUBLISHED_FOR.plus(READ_FOR).plus(CLOCK_SKEW);

    public KeyRing {
        keys = List.copyOf(keys);
    }

    public boolean isEmpty() {
        return keys.isEmpty();
    }

    public SigningKey signing(Instant now) {
        return keys.stream().filter(key -> !key.signsFrom().isAfter(now)).reduce(keys.getFirst(), (a, b) -> b);
    }

    /** The key that will sign and does not yet, if there is one. */
    public Optional<SigningKey> pending(Instant now) {
        return keys.stream().filter(key -> key.signsFrom().isAfter(now)).findFirst();
    }

    public Stream<SigningKey> verifying(Instant now) {
        return IntStream.range(0, keys.size())
                .filter(i -> end(i).map(now::isBefore).orElse(true))
                .mapToObj(keys::get);
    }

    /** When the key at this place stops verifying. Empty while it has no successor. */
    public Optional<Instant> end(int place) {
        return place + 1 == keys.size()
                ? Optional.empty()
                : Optional.of(
                        keys.get(place + 1).signsFrom().plus(tokenLifetime).plus(CLOCK_SKEW));
    }

    /** The ring with one more key, which signs after all others, and without those that no longer verify. */
    public KeyRing followedBy(SigningKey key, Instant now) {
        var more = new ArrayList<>(verifying(now).toList());
        more.add(key);
        return new KeyRing(more, tokenLifetime);
    }
}
