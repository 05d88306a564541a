package io.gatehouse.domain.usecase;

import io.gatehouse.domain.Refused;
import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.Accounts.Secured;
import io.gatehouse.domain.mail.MailLink.Purpose;
import io.gatehouse.domain.mail.MailToken;
import io.gatehouse.domain.store.Transaction;
import java.time.Instant;
import java.util.Set;
import java.util.function.Predicate;

/** What all links of mails have in common when they are used: whatever is wrong with one, the refusal is the same. */
final class FollowLink {
    private FollowLink() {}

    /**
     * @throws Refused {@code INVALID_MAIL_TOKEN} when no mail had this token, or had it too long ago or for another use
     */
    static MailToken token(Transaction tx, String text, Set<Purpose> purposes, Instant now) {
        return tx.mailTokens()
                .find(MailToken.hash(text))
                .filter(token -> purposes.contains(token.link().purpose()))
                .filter(token -> now.isBefore(token.expiresAt()))
                .orElseThrow(FollowLink::refusal);
    }

    /** @throws Refused {@code INVALID_MAIL_TOKEN} when the account is gone, may not be used, or is in another state */
    static Secured owner(Transaction tx, MailToken token, Predicate<Account> state) {
        return tx.accounts()
                .securedById(token.link().owner())
                .filter(owner -> owner.account().active() && state.test(owner.account()))
                .orElseThrow(FollowLink::refusal);
    }

    static Refused refusal() {
        return new Refused(Refused.Reason.INVALID_MAIL_TOKEN);
    }
}
