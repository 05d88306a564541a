package io.gatehouse.adapters.keys;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The signing keys, in the order in which they sign. A key signs until its successor does, and verifies from the
 * beginning until the last token that it can have signed has expired. Written as {@code {"keys":[{"privateKey":"base64
 * of PKCS #8","signsFrom":"2026-11-23T21:05:27Z"}]}}. Immutable.
 *
 * @param tokenLifetime how long a token is valid at most
 */
record KeyRing(List<SigningKey> keys, Duration tokenLifetime) {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** By how much clocks may differ. */
    static final Duration MARGIN = Duration.ofMinutes(1);

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Written(@Nullable List<Key> keys) {
        record Key(String privateKey, String signsFrom) {}
    }

    /** @throws IllegalStateException when this is no text of {@link #json}; says nothing of what it is */
    static KeyRing parse(String json, Duration tokenLifetime) {
        try {
            var written = JSON.readValue(json, Written.class).keys();
            var keys = written == null ? Stream.<Written.Key>empty() : written.stream();
            return new KeyRing(
                    keys.map(key -> SigningKey.parse(key.privateKey(), Instant.parse(key.signsFrom())))
                            .toList(),
                    tokenLifetime);
        } catch (JsonProcessingException | DateTimeException e) {
            throw new IllegalStateException(
                    "The secret of the signing keys is malformed"); // without the cause, which quotes it
        }
    }

    String json() {
        var written = keys.stream()
                .map(key -> new Written.Key(key.pkcs8(), key.signsFrom().toString()));
        try {
            return JSON.writeValueAsString(new Written(written.toList()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean isEmpty() {
        return keys.isEmpty();
    }

    /** The key that signs at that time. */
    SigningKey signing(Instant now) {
        return keys.stream().filter(key -> !key.signsFrom().isAfter(now)).reduce(keys.getFirst(), (a, b) -> b);
    }

    /** The key that will sign and does not yet, if there is one. */
    Optional<SigningKey> pending(Instant now) {
        return keys.stream().filter(key -> key.signsFrom().isAfter(now)).findFirst();
    }

    /** The keys that verify at that time. */
    Stream<SigningKey> verifying(Instant now) {
        return IntStream.range(0, keys.size())
                .filter(i -> end(i).map(now::isBefore).orElse(true))
                .mapToObj(keys::get);
    }

    /** When the key at this place ceases to verify, if its successor is known. */
    Optional<Instant> end(int place) {
        return place + 1 == keys.size()
                ? Optional.empty()
                : Optional.of(
                        keys.get(place + 1).signsFrom().plus(tokenLifetime).plus(MARGIN));
    }

    /** With a key that signs after all others, and without those that verify no more. */
    KeyRing followedBy(SigningKey key, Instant now) {
        var more = new ArrayList<>(verifying(now).toList());
        more.add(key);
        return new KeyRing(List.copyOf(more), tokenLifetime);
    }
}
