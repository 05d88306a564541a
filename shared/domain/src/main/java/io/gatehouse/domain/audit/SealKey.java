package io.gatehouse.domain.audit;

import io.gatehouse.domain.HmacSha256;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The key that seals are made with: HMAC-SHA-256 (RFC 2104). Whoever has it can write a log that nobody can tell from
 * the true one.
 *
 * @param bytes at least 256 random bits
 */
public record SealKey(byte[] bytes) {
    /** @param entries at least one, in the order of their ids; those that follow the last of the seal before */
    public Seal seal(Seal before, List<AuditEntry> entries, Instant now) {
        var lastId = entries.getLast().id();
        var total = before.entries() + entries.size();
        var blank = new Seal(before.number() + 1, lastId, total, now, new byte[0]);
        return new Seal(blank.number(), lastId, total, now, mac(before, blank, entries));
    }

    /** Whether a seal is the one that this key makes after the one before, over these entries. */
    public boolean fits(Seal before, Seal seal, List<AuditEntry> entries) {
        return MessageDigest.isEqual(seal.mac(), mac(before, seal, entries));
    }

    private byte[] mac(Seal before, Seal seal, List<AuditEntry> entries) {
        return new HmacSha256(bytes).of(encoded(before, seal, entries));
    }

    private static byte[] encoded(Seal before, Seal seal, List<AuditEntry> entries) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            write(out, before.mac(), seal.number(), seal.lastId(), seal.entries(), seal.sealedAt());
            for (var entry : entries) {
                write(out, entry.id(), entry.at(), entry.subject(), entry.action(), entry.detail(), entry.origin());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Each value has its length before it, and null a length of its own: no two lists of values are written alike. */
    private static void write(DataOutputStream out, @Nullable Object... values) throws IOException {
        for (var value : values) {
            if (value == null) {
                out.writeInt(-1);
                continue;
            }
            var bytes = value instanceof byte[] raw ? raw : value.toString().getBytes(StandardCharsets.UTF_8);
            out.writeInt(bytes.length);
            out.write(bytes);
        }
    }

    /** Never shows the key. */
    @Override
    public String toString() {
        return "SealKey[…]";
    }
}
