package io.gatehouse.adapters.keys;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.domain.audit.Seal;
import io.gatehouse.domain.audit.SealKey;
import io.gatehouse.domain.audit.SealVault;
import io.gatehouse.domain.errors.Unavailable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A secret that begins with the key alone, {@code {"key":"random text"}}, and takes the newest seal beside it as
 * {@code "head":{"version":1,"number":7,"lastId":"…","entries":3129,"sealedAt":"2026-11-23T21:05:27Z","mac":"hex"}}.
 */
public final class SecretSealVault implements SealVault {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ATTEMPTS = 16; // a lost race is another run's progress, of which there are few
    private static final String NAME = "audit seal";

    record Written(String key, @Nullable Head head) {
        record Head(int version, long number, String lastId, long entries, String sealedAt, String mac) {}
    }

    private final SecretText secret;

    /**
     * Touches no network.
     *
     * @param secretId name or ARN
     */
    public SecretSealVault(String secretId) {
        this.secret = new SecretText(secretId, NAME);
    }

    @Override
    public Contents open() {
        var written = parse(secret.read().text());
        return new Contents(new SealKey(written.key.getBytes(StandardCharsets.UTF_8)), seal(written.head));
    }

    @Override
    public void advance(Seal head) {
        for (var attempt = 0; attempt < ATTEMPTS; attempt++) {
            var read = secret.read();
            var before = parse(read.text());
            if (seal(before.head).number() >= head.number()
                    || secret.replace(read, json(new Written(before.key, written(head))))) {
                return;
            }
        }
        throw new Unavailable(NAME);
    }

    private static Written.Head written(Seal seal) {
        return new Written.Head(
                seal.version(),
                seal.number(),
                Objects.requireNonNull(seal.lastId()).toString(),
                seal.entries(),
                seal.sealedAt().toString(),
                HexFormat.of().formatHex(seal.mac()));
    }

    private static Seal seal(Written.@Nullable Head head) {
        return head == null
                ? Seal.NONE
                : new Seal(
                        head.version,
                        head.number,
                        UUID.fromString(head.lastId),
                        head.entries,
                        Instant.parse(head.sealedAt),
                        HexFormat.of().parseHex(head.mac));
    }

    private static Written parse(String json) {
        try {
            return JSON.readValue(json, Written.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The secret of the audit seals is malformed"); // the cause quotes it
        }
    }

    private static String json(Written written) {
        try {
            return JSON.writeValueAsString(written);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
