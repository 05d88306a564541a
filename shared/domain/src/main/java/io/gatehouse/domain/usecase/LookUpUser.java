package io.gatehouse.domain.usecase;

import io.gatehouse.domain.Refused;
import io.gatehouse.domain.account.Role;
import io.gatehouse.domain.session.Directory;
import java.util.UUID;

/** Reads a user: everybody their own record, an administrator any. */
public final class LookUpUser {
    private final Directory directory;

    public LookUpUser(Directory directory) {
        this.directory = directory;
    }

    /** @throws Refused {@code FORBIDDEN} for another's record, {@code USER_NOT_FOUND} to administrators */
    public Directory.Found byId(Authenticate.Caller caller, UUID id) {
        var own = caller.found();
        if (own.account().id().equals(id)) {
            return own;
        }
        if (!own.account().has(Role.ADMIN)) {
            throw new Refused(Refused.Reason.FORBIDDEN);
        }
        return directory.account(id).orElseThrow(() -> new Refused(Refused.Reason.USER_NOT_FOUND));
    }
}
