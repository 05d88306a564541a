package io.gatehouse.domain.audit;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The first place where the audit log is not what its seals say.
 *
 * @param seal the number of the first seal that is wrong or missing
 * @param after the last entry before the place; null at the beginning of the log
 * @param upTo the last entry of the place
 * @param entries how many entries should be there
 */
public record Fault(
        Kind kind,
        long seal,
        @Nullable UUID after,
        @Nullable UUID upTo,
        long entries) {

    /** What is wrong, as far as the log itself tells. */
    public enum Kind {
        CHANGED(
                "Seal %1$s does not fit: one of its %2$s entries, after %3$s up to %4$s, was changed, or the seal itself."),
        ADDED("Seal %1$s does not fit: there are more entries than its %2$s, after %3$s up to %4$s."),
        MISSING("Seal %1$s does not fit: there are fewer entries than its %2$s, after %3$s up to %4$s."),
        SEAL_MISSING("Seal %1$s is missing, which covers entries after %3$s, up to %4$s at most."),
        CUT_OFF("The log is cut off: from seal %1$s on all is missing, %2$s entries after %3$s up to %4$s.");

        private final String sentence;

        Kind(String sentence) {
            this.sentence = sentence;
        }
    }

    /** What is wrong and where, in one sentence. */
    public String explanation() {
        return kind.sentence.formatted(seal, entries, after == null ? "the beginning" : after, upTo);
    }
}
