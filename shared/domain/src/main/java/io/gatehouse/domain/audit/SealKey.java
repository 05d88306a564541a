package io.gatehouse.domain.audit;

import io.gatehouse.domain.crypto.HmacSha256;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The key that seals are made with: HMAC-SHA-256 (RFC 2104), at least 256 bits. With it the log can be forged. */
public record SealKey(byte[] bytes) {

    /** Seals at least one entry; all follow the last entry of the previous seal, in the order of their ids. */
    public Seal seal(Seal previous, List<AuditEntry> entries, Instant now) {
        var blank = new Seal(
                Seal.VERSION,
                previous.number() + 1,
                entries.getLast().id(),
                previous.entries() + entries.size(),
                now,
                new byte[0]);
        var mac = mac(previous, blank, entries);
        return new Seal(blank.version(), blank.number(), blank.lastId(), blank.entries(), now, mac);
    }

    /** Whether this key makes this seal after the previous one over these entries. */
    public boolean matches(Seal previous, Seal seal, List<AuditEntry> entries) {
        return seal.version() == Seal.VERSION && MessageDigest.isEqual(seal.mac(), mac(previous, seal, entries));
    }

    private byte[] mac(Seal previous, Seal seal, List<AuditEntry> entries) {
        return new HmacSha256(bytes).of(encoded(previous, seal, entries));
    }

    private static byte[] encoded(Seal previous, Seal seal, List<AuditEntry> entries) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            write(out, seal.version(), previous.mac(), seal.number(), seal.lastId(), seal.entries(), seal.sealedAt());
            for (var entry : entries) {
                write(
                        out,
                        entry.id(),
                        entry.at(),
                        entry.subject(),
                        entry.action(),
                        entry.actor().label(),
                        entry.actorId(),
                        entry.detail(),
                        entry.origin());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Writes each value after its length, and null as a length of its own: two lists never look alike. */
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
}
