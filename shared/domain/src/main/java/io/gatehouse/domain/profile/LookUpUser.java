package io.gatehouse.domain.profile;

import io.gatehouse.domain.account.Role;
import io.gatehouse.domain.audit.Actor;
import io.gatehouse.domain.audit.AuditEntry.Action;
import io.gatehouse.domain.audit.AuditQuota;
import io.gatehouse.domain.basics.Client;
import io.gatehouse.domain.errors.Reason;
import io.gatehouse.domain.errors.Refused;
import io.gatehouse.domain.session.AccountLookup;
import io.gatehouse.domain.session.AccountLookup.Found;
import io.gatehouse.domain.session.Caller;
import io.gatehouse.domain.work.Transactions;
import java.util.UUID;

/** Reads a user's record: users their own, administrators any. */
public record LookUpUser(AccountLookup lookup, Transactions transactions, AuditQuota auditQuota) {
    /** @throws Refused {@code FORBIDDEN} for another's record; to administrators {@code USER_NOT_FOUND} */
    public Found lookUp(Caller caller, UUID id, Client client) {
        if (caller.accountId().equals(id)) {
            return caller.found();
        }
        if (!caller.account().has(Role.ADMIN)) {
            throw new Refused(Reason.FORBIDDEN);
        }
        var found = lookup.account(id).orElseThrow(() -> new Refused(Reason.USER_NOT_FOUND));
        if (auditQuota.admits(Action.LOOKED_UP, caller.accountId(), id)) {
            audit(caller, id, client);
        }
        return found;
    }

    private void audit(Caller caller, UUID id, Client client) {
        transactions.execute(tx -> {
            var administrator = tx.accounts().byId(caller.accountId());
            var subject = tx.accounts().byId(id);
            if (administrator.isPresent() && subject.isPresent()) {
                var actor = Actor.administrator(administrator.get().pseudonym(), client);
                tx.record(Action.LOOKED_UP, subject.get(), actor);
            }
        });
    }
}
