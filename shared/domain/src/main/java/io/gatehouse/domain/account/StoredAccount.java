package io.gatehouse.domain.account;

import io.gatehouse.domain.audit.Pseudonym;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An account as it is stored. Never leaves the use cases.
 *
 * @param pseudonym its name in the audit log
 * @param firstSignInAt null before the first sign-in
 */
public record StoredAccount(
        Account account, Pseudonym pseudonym, @Nullable Instant firstSignInAt) {

    /** A new account. {@code random} must be cryptographically strong. */
    public static StoredAccount create(Account account, Random random) {
        return new StoredAccount(account, Pseudonym.create(random), null);
    }

    public UUID id() {
        return account.id();
    }

    /** Shows the id only. */
    @Override
    public String toString() {
        return "StoredAccount[" + account.id() + "]";
    }
}
