package io.gatehouse.adapters.keys;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.domain.audit.Seal;
import io.gatehouse.domain.audit.SealKey;
import io.gatehouse.domain.audit.SealVault;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A secret that begins with the key alone, {@code {"key":"random text"}}, and takes the newest seal beside it as
 * {@code "head":{"version":1,"number":7,"lastId":"…","entries":3129,"sealedAt":"2026-11-23T21:05:27Z","mac":"hex"}}.
 */
public final class SecretSealVault implements SealVault {
    private static final ObjectMapper JSON = new ObjectMapper();

    record Written(String key, @Nullable Head head) {
        record Head(int version, long number, String lastId, long entries, String sealedAt, String mac) {}
    }

    private final SecretText secret;

    /** @param secretId name or ARN */
    public SecretSealVault(String secretId) {
        this.secret = new SecretText(secretId, "audit seal");
    }

    @Override
    public Contents open() {
        var written = parse(secret.read());
        return new Contents(new SealKey(written.key.getBytes(StandardCharsets.UTF_8)), seal(written.head));
    }

    @Override
    public void advance(Seal head) {
        secret.change(text -> {
            var before = parse(text);
            return seal(before.head).number() < head.number()
                    ? Optional.of(JSON.valueToTree(new Written(before.key, written(head)))
                            .toString())
                    : Optional.empty();
        });
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
}
