package io.gatehouse.domain.profile;

import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.basics.Patch;
import io.gatehouse.domain.session.AccountLookup.Found;
import io.gatehouse.domain.session.Caller;
import io.gatehouse.domain.work.Transactions;
import java.time.Instant;
import java.util.Locale;
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

    /** Returns the caller's account after the changes. */
    public Found update(Caller caller, Changes changes) {
        var changed = transactions.run(tx -> {
            var before = tx.accountOf(caller).account();
            var after = changes.applyTo(before, tx.now());
            if (after.revision() != before.revision()) {
                tx.update(after);
            }
            return after;
        });
        return new Found(changed, false);
    }
}
