package io.gatehouse.domain.audit;

/**
 * Where the key of the seals is kept, and a copy of the newest seal: apart from the log, so that whoever can write to
 * the one cannot write to the other. The copy may be older than the newest seal by what was sealed just before a crash,
 * never newer.
 */
public interface SealVault {

    /** @param head the newest seal, or {@link Seal#NONE} */
    record Contents(SealKey key, Seal head) {}

    /** @throws io.gatehouse.domain.Unavailable when it cannot be read in time */
    Contents open();

    /**
     * Takes a seal for the newest, unless it has one with a greater number.
     *
     * @throws io.gatehouse.domain.Unavailable when it does not answer in time
     */
    void advance(Seal head);
}
