package io.gatehouse.domain.credential;

import java.util.Base64;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** An Argon2id hash with all that is needed to compute it again, read from and written as a PHC string. */
public record Argon2Hash(Cost cost, byte[] salt, byte[] hash) {
    private static final Pattern PHC = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,2})\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

    /** What a hash costs: memory in KiB, passes over the memory, degree of parallelism. */
    public record Cost(int memory, int iterations, int lanes) {
        /** What OWASP's password storage cheat sheet asks for: 19 MiB, two passes, one lane. */
        public static final Cost RECOMMENDED = new Cost(19_456, 2, 1);

        Argon2Parameters parameters(byte[] salt) {
            return new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                    .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                    .withMemoryAsKB(memory)
                    .withIterations(iterations)
                    .withParallelism(lanes)
                    .withSalt(salt)
                    .build();
        }
    }

    /** @throws IllegalArgumentException for any other text than a PHC string of Argon2id, version 1.3 */
    static Argon2Hash parse(String phc) {
        var match = PHC.matcher(phc);
        if (!match.matches()) {
            throw new IllegalArgumentException("Not a PHC string of argon2id");
        }
        var cost = new Cost(
                Integer.parseInt(match.group(1)), Integer.parseInt(match.group(2)), Integer.parseInt(match.group(3)));
        var base64 = Base64.getDecoder();
        return new Argon2Hash(cost, base64.decode(match.group(4)), base64.decode(match.group(5)));
    }

    String phc() {
        var base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=%s,t=%s,p=%s$%s$%s"
                .formatted(
                        cost.memory,
                        cost.iterations,
                        cost.lanes,
                        base64.encodeToString(salt),
                        base64.encodeToString(hash));
    }
}
