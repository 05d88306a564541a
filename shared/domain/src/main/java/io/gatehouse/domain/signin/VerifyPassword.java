package io.gatehouse.domain.signin;

import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.account.StoredAccount;
import io.gatehouse.domain.audit.Actor;
import io.gatehouse.domain.audit.AuditEntry.Action;
import io.gatehouse.domain.basics.Client;
import io.gatehouse.domain.credential.Credential;
import io.gatehouse.domain.credential.Password;
import io.gatehouse.domain.credential.PasswordHasher;
import io.gatehouse.domain.credential.Proof;
import io.gatehouse.domain.credential.Throttle;
import io.gatehouse.domain.errors.Reason;
import io.gatehouse.domain.errors.Refused;
import io.gatehouse.domain.errors.TooManyAttempts;
import io.gatehouse.domain.session.DeviceToken;
import io.gatehouse.domain.session.DeviceTokens;
import io.gatehouse.domain.work.Transaction;
import io.gatehouse.domain.work.Transactions;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Verifies an address and a password. Takes the same time for an unknown address, an account without a password and a
 * wrong password, and tells only those who know the password that an account is disabled.
 *
 * @param verifiedOnly whether an address must be verified before the first sign-in
 */
public record VerifyPassword(
        Transactions transactions,
        PasswordHasher hasher,
        Throttle throttle,
        DeviceTokens deviceTokens,
        boolean verifiedOnly) {
    /** Stands for the account of an unknown address, so that the same queries are made. */
    private static final UUID NO_ACCOUNT = new UUID(0, 0);

    /** @param deviceToken what an earlier sign-in gave to this device, if any */
    public record Attempt(
            EmailAddress email, Password password, @Nullable String deviceToken) {}

    /**
     * What an address leads to.
     *
     * @param pendingHash the password hash of the newest registration that waits for the address to be verified
     * @param target what failures count on
     * @param failures how many came before
     */
    private record Found(
            Optional<StoredAccount> account,
            Optional<Credential> password,
            Optional<String> pendingHash,
            Optional<DeviceToken> device,
            byte[] target,
            int failures) {

        boolean isDisabled() {
            return account.filter(stored -> !stored.account().active()).isPresent();
        }

        boolean isVerified() {
            return account.filter(stored -> stored.account().emailVerified()).isPresent();
        }
    }

    /**
     * @throws Refused {@code INVALID_CREDENTIALS}, {@code ACCOUNT_DISABLED} or {@code EMAIL_NOT_VERIFIED}
     * @throws TooManyAttempts when too many before it failed
     */
    public ProvenUser verify(Attempt attempt, Client client) {
        var address = throttle.address(attempt.email().key()); // outside of the transaction: may read the hash key
        var found = transactions.run(tx -> find(tx, attempt, address));
        if (!hasher.matches(
                attempt.password(), found.password().map(Credential::secret).orElse(null))) {
            throw refusal(mismatch(attempt.password(), found), attempt.email(), found, client);
        }
        if (found.isDisabled()) {
            throw refusal(Reason.ACCOUNT_DISABLED, attempt.email(), found, client);
        }
        if (verifiedOnly && !found.isVerified()) {
            throw refusal(Reason.EMAIL_NOT_VERIFIED, attempt.email(), found, client);
        }
        return proven(found, attempt.password());
    }

    private Found find(Transaction tx, Attempt attempt, byte[] address) {
        var account = tx.accounts().byEmail(attempt.email().key());
        var accountId = account.map(StoredAccount::id).orElse(NO_ACCOUNT);
        var epoch = account.map(stored -> stored.account().epoch()).orElse(0L);
        var device = deviceTokens.recognise(attempt.deviceToken(), accountId, epoch);
        var target = device.map(token -> throttle.device(token.device())).orElse(address);
        var failures = throttle.admit(tx.failedAttempts(), target);
        var password = tx.credentials().password(accountId);
        var pendingHash = verifiedOnly ? pendingHash(tx, attempt.email()) : Optional.<String>empty();
        return new Found(account, password, pendingHash, device, target, failures);
    }

    private static Optional<String> pendingHash(Transaction tx, EmailAddress email) {
        var registration = tx.registrations().newest(email.key(), tx.now());
        return tx.registrations().passwordHash(registration.map(r -> r.id()).orElse(NO_ACCOUNT));
    }

    /**
     * Those who sign in with what they registered get the same answer whether the address has an account or not. There
     * are two hashes in either case, so that time does not tell either.
     */
    private Reason mismatch(Password password, Found found) {
        return verifiedOnly && hasher.matches(password, found.pendingHash().orElse(null))
                ? Reason.EMAIL_NOT_VERIFIED
                : Reason.INVALID_CREDENTIALS;
    }

    /** Records why. Only a wrong password counts as a failure. */
    private Refused refusal(Reason reason, EmailAddress email, Found found, Client client) {
        var detail = reason.code();
        transactions.execute(tx -> {
            if (reason == Reason.INVALID_CREDENTIALS) {
                throttle.countFailure(tx.failedAttempts(), found.target());
            }
            found.account()
                    .ifPresentOrElse(
                            account -> tx.record(Action.SIGN_IN_FAILED, account, Actor.user(client), detail),
                            () -> tx.record(Action.SIGN_IN_FAILED, email, Actor.user(client), detail));
        });
        return new Refused(reason);
    }

    /** Clears the failures before, and hashes the password again where its hash is outdated. */
    private ProvenUser proven(Found found, Password password) {
        var credential = found.password().orElseThrow();
        var freshHash = hasher.outdated(credential.secret()) ? hasher.hash(password) : null;
        return transactions.run(tx -> {
            if (found.failures() > 0) {
                tx.failedAttempts().clear(found.target());
            }
            if (freshHash != null) {
                tx.credentials().replaceSecret(credential, freshHash);
            }
            return new ProvenUser(found.account().orElseThrow(), Proof.of(credential, tx.now()), found.device());
        });
    }
}
