package io.gatehouse.domain.mail;

import io.gatehouse.domain.mail.MailLink.Purpose;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The tokens in the links of mails, within one transaction. */
public interface MailTokens {
    void add(MailToken token);

    /** @param hash see {@link MailToken#hash} */
    Optional<MailToken> find(byte[] hash);

    /** An owner's tokens, newest first, but none of this purpose, whether they are good for anything or not. */
    List<MailToken> of(UUID owner, Purpose except, int limit);

    /** Uses a token up. Returns false when it is gone: somebody else has. */
    boolean remove(MailToken token);

    /** Removes some of an owner's tokens, at most {@code limit}. Returns how many there were to remove. */
    int removeSome(UUID owner, int limit);
}
