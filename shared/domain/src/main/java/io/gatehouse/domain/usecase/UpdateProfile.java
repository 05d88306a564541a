package io.gatehouse.domain.usecase;

import io.gatehouse.domain.Patch;
import io.gatehouse.domain.Refused;
import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.session.Directory.Found;
import io.gatehouse.domain.store.Transactions;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Changes what users say about themselves. */
public final class UpdateProfile {

    /** @param locale null when it stays as it is */
    public record Changes(
            Patch<String> displayName, @Nullable Locale locale) {
        private Account applyTo(Account account, InstantSource clock) {
            return account.presented(
                    displayName.of(account.displayName()), locale == null ? account.locale() : locale, clock.instant());
        }
    }

    private final Transactions transactions;
    private final AfterCommit afterCommit;
    private final InstantSource clock;

    public UpdateProfile(Transactions transactions, AfterCommit afterCommit, InstantSource clock) {
        this.transactions = transactions;
        this.afterCommit = afterCommit;
        this.clock = clock;
    }

    /** Changes the caller's own account. Returns it as it is afterwards. */
    public Found with(Authenticate.Caller caller, Changes changes) {
        var changed = transactions.run(tx -> {
            var before = tx.accounts()
                    .byId(caller.found().account().id())
                    .filter(Account::active)
                    .orElseThrow(() -> new Refused(Refused.Reason.INVALID_TOKEN));
            var after = changes.applyTo(before, clock);
            if (after.revision() == before.revision()) {
                return new Changed(after, List.of());
            }
            Transactions.Stale.unless(tx.accounts().update(after));
            return new Changed(after, List.of(afterCommit.invalidate(tx, after.id())));
        });
        afterCommit.run(changed.work());
        return new Found(changed.account(), false);
    }
}
