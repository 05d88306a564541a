package io.gatehouse.domain.mail;

import java.util.Optional;
import java.util.UUID;

/** The tokens in the links of mails, within one transaction. */
public interface MailTokens {
    void add(MailToken token);

    /** @param hash see {@link MailToken#hash} */
    Optional<MailToken> find(byte[] hash);

    /** Uses a token up. Returns false when it is gone: somebody else has. */
    boolean remove(MailToken token);

    /** Removes some of an owner's tokens, at most {@code limit}. Returns how many there were to remove. */
    int removeSome(UUID owner, int limit);
}
