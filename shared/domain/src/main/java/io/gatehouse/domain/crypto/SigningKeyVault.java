package io.gatehouse.domain.crypto;

import io.gatehouse.domain.errors.Unavailable;
import java.util.Optional;
import java.util.function.Function;

/** Keeps the signing keys. */
public interface SigningKeyVault {

    /** @throws Unavailable when it cannot be read in time */
    KeyRing read();

    /**
     * Stores what the change makes of the keys, and returns them; when that is empty, they stay as they are. A change
     * that loses a race is made again of the keys that are stored then.
     *
     * @throws Unavailable when the vault does not answer in time
     */
    KeyRing change(Function<KeyRing, Optional<KeyRing>> change);
}
