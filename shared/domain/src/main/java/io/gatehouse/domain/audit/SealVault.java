package io.gatehouse.domain.audit;

/**
 * Keeps the key of the seals and a copy of the newest seal, apart from the log: who may write the log may not write the
 * vault. After a crash the copy may be older than the newest seal, never newer.
 */
public interface SealVault {

    /** @param head the newest seal, or {@link Seal#NONE} */
    record Contents(SealKey key, Seal head) {}

    /** @throws io.gatehouse.domain.errors.Unavailable when it cannot be read in time */
    Contents open();

    /**
     * Stores a seal as the newest, unless the vault has one with a greater number.
     *
     * @throws io.gatehouse.domain.errors.Unavailable when it does not answer in time
     */
    void advance(Seal head);
}
