package io.gatehouse.domain.testing;

import io.gatehouse.domain.account.EmailChange;
import io.gatehouse.domain.account.EmailChanges;
import java.util.Optional;
import java.util.UUID;

/** Changes of address in memory. */
final class InMemoryEmailChanges implements EmailChanges {
    private final Table<EmailChange> emailChanges;

    InMemoryEmailChanges(Table<EmailChange> emailChanges) {
        this.emailChanges = emailChanges;
    }

    @Override
    public void put(EmailChange change) {
        remove(change.accountId());
        emailChanges.put(change.id(), change);
    }

    @Override
    public Optional<EmailChange> ofAccount(UUID accountId) {
        return emailChanges.first(change -> change.accountId().equals(accountId));
    }

    @Override
    public boolean update(EmailChange before, EmailChange after) {
        if (emailChanges.find(before.id()).filter(before::equals).isEmpty()) {
            return false;
        }
        emailChanges.put(after.id(), after);
        return true;
    }

    @Override
    public boolean remove(EmailChange change) {
        return emailChanges.remove(change.id());
    }

    @Override
    public void remove(UUID accountId) {
        emailChanges.removeSome(change -> change.accountId().equals(accountId), 1);
    }

    @Override
    public int removeSome(String emailKey, int limit) {
        return emailChanges.removeSome(change -> change.email().key().equals(emailKey), limit);
    }
}
