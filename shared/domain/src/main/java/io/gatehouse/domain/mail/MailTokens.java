package io.gatehouse.domain.mail;

import io.gatehouse.domain.errors.Reason;
import io.gatehouse.domain.errors.Refused;
import io.gatehouse.domain.mail.MailLink.Purpose;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The tokens in the links of mails, within one transaction. */
public interface MailTokens {
    void add(MailToken token);

    /** @param hash see {@link MailToken#hash} */
    Optional<MailToken> find(byte[] hash);

    /**
     * The token with this text. Whether the state that it stands for still holds is another question.
     *
     * @throws Refused {@code INVALID_OR_EXPIRED_TOKEN} when it is unknown, expired, tried too often or for another
     *     purpose
     */
    default MailToken valid(String text, Set<Purpose> purposes, Instant now) {
        return find(MailToken.hash(text))
                .filter(token -> purposes.contains(token.link().purpose()))
                .filter(token -> now.isBefore(token.expiresAt()))
                .filter(MailToken::hasTriesLeft)
                .orElseThrow(MailTokens::refusal);
    }

    /** Every refusal of a link is the same, whatever is wrong with it. */
    static Refused refusal() {
        return new Refused(Reason.INVALID_OR_EXPIRED_TOKEN);
    }

    /** An owner's tokens, newest first, valid or not, except those for one purpose. */
    List<MailToken> ofOwner(UUID owner, Purpose except, int limit);

    /** Counts one more try of a password with a token. Returns false when none is left, or the token is gone. */
    boolean countTry(MailToken token);

    /** Uses a token up. Returns false when it is gone already. */
    boolean remove(MailToken token);

    /** Removes at most {@code limit} of an owner's tokens. Returns how many. */
    int removeSome(UUID owner, int limit);
}
