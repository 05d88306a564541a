package io.gatehouse.domain.testing;

import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.Accounts;
import io.gatehouse.domain.account.StoredAccount;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Accounts in memory. */
final class InMemoryAccounts implements Accounts {
    private final Table<StoredAccount> accounts;

    InMemoryAccounts(Table<StoredAccount> accounts) {
        this.accounts = accounts;
    }

    @Override
    public boolean add(StoredAccount account) {
        if (accounts.find(account.id()).isPresent() || isTaken(account.account())) {
            return false;
        }
        accounts.put(account.id(), account);
        return true;
    }

    private boolean isTaken(Account account) {
        return accounts.first(other ->
                        other.account().email().key().equals(account.email().key())
                                && !other.id().equals(account.id()))
                .isPresent();
    }

    @Override
    public Optional<StoredAccount> byId(UUID id) {
        return accounts.find(id).filter(stored -> !isDeleted(stored));
    }

    @Override
    public Optional<StoredAccount> locked(UUID id) {
        return byId(id);
    }

    @Override
    public Optional<StoredAccount> byEmail(String emailKey) {
        return accounts.first(stored -> stored.account().email().key().equals(emailKey) && !isDeleted(stored));
    }

    @Override
    public boolean update(Account changed) {
        var stored =
                accounts.find(changed.id()).filter(before -> before.account().revision() == changed.revision() - 1);
        if (stored.isEmpty()) {
            return false;
        }
        if (isTaken(changed)) {
            throw new AddressTaken();
        }
        accounts.put(
                changed.id(),
                new StoredAccount(
                        changed, stored.get().pseudonym(), stored.get().firstSignInAt()));
        return true;
    }

    @Override
    public void recordFirstSignIn(UUID id, Instant at) {
        accounts.find(id)
                .filter(stored -> stored.firstSignInAt() == null)
                .ifPresent(stored -> accounts.put(id, new StoredAccount(stored.account(), stored.pseudonym(), at)));
    }

    @Override
    public Optional<StoredAccount> deleted(UUID id) {
        return accounts.find(id).filter(InMemoryAccounts::isDeleted);
    }

    @Override
    public boolean remove(UUID id) {
        return deleted(id).isPresent() && accounts.remove(id);
    }

    private static boolean isDeleted(StoredAccount stored) {
        return stored.account().status() == Account.Status.DELETED;
    }
}
