package io.gatehouse.domain.profile;

import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.basics.Patch;
import io.gatehouse.domain.errors.Reason;
import io.gatehouse.domain.errors.Refused;
import io.gatehouse.domain.session.AccountLookup.Found;
import io.gatehouse.domain.session.Caller;
import io.gatehouse.domain.work.Transactions;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Changes what users say about themselves. */
public record UpdateProfile(Transactions transactions) {
    /** @param locale null leaves it as it is */
    public record Changes(
            Patch<String> displayName, @Nullable Locale locale) {
        private Account applyTo(Account account, Instant now) {
            return account.presented(
                    displayName.applyTo(account.displayName()), locale == null ? account.locale() : locale, now);
        }
    }

    /**
     * Returns the caller's account after the changes.
     *
     * @param precondition what the account before the changes must fulfil
     * @throws Refused {@code PRECONDITION_FAILED}
     */
    public Found update(Caller caller, Changes changes, Predicate<Account> precondition) {
        var changed = transactions.run(tx -> {
            var before = tx.accountOf(caller).account();
            if (!precondition.test(before)) {
                throw new Refused(Reason.PRECONDITION_FAILED);
            }
            var after = changes.applyTo(before, tx.now());
            if (after.revision() != before.revision()) {
                tx.update(after);
            }
            return after;
        });
        return new Found(changed, false);
    }
}
