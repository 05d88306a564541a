package io.gatehouse.domain.account;

import java.util.UUID;

/** A change of an account's address to {@code email}, for which the owners of both addresses have to agree. */
public record EmailChange(UUID id, UUID accountId, EmailAddress email, boolean oldAgreed, boolean newAgreed) {

    public static EmailChange begin(UUID id, UUID accountId, EmailAddress email) {
        return new EmailChange(id, accountId, email, false, false);
    }

    public EmailChange agreedByOld() {
        return new EmailChange(id, accountId, email, true, newAgreed);
    }

    public EmailChange agreedByNew() {
        return new EmailChange(id, accountId, email, oldAgreed, true);
    }

    public boolean isAgreed() {
        return oldAgreed && newAgreed;
    }
}
