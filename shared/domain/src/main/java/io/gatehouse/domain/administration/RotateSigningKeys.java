package io.gatehouse.domain.administration;

import io.gatehouse.domain.basics.Labelled;
import io.gatehouse.domain.basics.Sources;
import io.gatehouse.domain.crypto.KeyRing;
import io.gatehouse.domain.crypto.SigningKey;
import io.gatehouse.domain.crypto.SigningKeyVault;
import io.gatehouse.domain.errors.InvalidValue;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Creates, rotates and replaces the keys that sign access tokens. */
public record RotateSigningKeys(SigningKeyVault vault, Sources sources) {
    /** @param verifiesUntil null while the key has no successor */
    public record Description(
            String kid,
            Phase phase,
            Instant signsFrom,
            @Nullable Instant verifiesUntil) {}

    public enum Phase implements Labelled {
        /** Published, so that all know it before it signs. */
        PENDING,
        SIGNING,
        /** No longer signs; tokens that it signed are still valid. */
        VERIFYING,
        /** No longer used; the next rotation removes it. */
        ENDED
    }

    /** All stored keys, in the order in which they sign. */
    public List<Description> describe() {
        var ring = vault.read();
        return IntStream.range(0, ring.keys().size())
                .mapToObj(place -> describe(ring, place, sources.now()))
                .toList();
    }

    /** Creates the first key, unless there is one. */
    public void createFirst() {
        vault.change(ring -> ring.isEmpty() ? Optional.of(ring.followedBy(newKey(now()), now())) : Optional.empty());
    }

    /**
     * Publishes a new key, which signs once everyone must know it. The key before verifies until its last token has
     * expired, so that no client notices.
     *
     * @throws InvalidValue {@code rotation_pending} while an earlier new key does not sign yet
     */
    public void rotate() {
        vault.change(ring -> {
            ring.pending(now()).ifPresent(pending -> {
                throw new InvalidValue(
                        "rotation_pending", "A rotation is under way: its key signs from " + pending.signsFrom() + ".");
            });
            return Optional.of(ring.followedBy(newKey(now().plus(KeyRing.LEAD)), now()));
        });
    }

    /**
     * Replaces all keys by a new one that signs at once, for a key that somebody else knows. Each function refuses
     * tokens of the old keys as soon as it reads the keys again; sessions go on with a refresh.
     */
    public void replace() {
        vault.change(ring -> Optional.of(new KeyRing(List.of(newKey(now())), ring.tokenLifetime())));
    }

    private SigningKey newKey(Instant signsFrom) {
        return SigningKey.generate(sources.random(), signsFrom);
    }

    private Instant now() {
        return sources.now().truncatedTo(ChronoUnit.SECONDS);
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
}
