package io.gatehouse.domain.session;

import io.gatehouse.domain.errors.Reason;
import io.gatehouse.domain.errors.Refused;
import java.util.UUID;

/** Who sends a request for which nobody needs to be signed in. */
public sealed interface Visitor {

    /** Somebody without an access token. */
    record Anonymous() implements Visitor {}

    /** A user who is signed in. */
    record SignedIn(Caller caller) implements Visitor {}

    /** Somebody whose access token is not genuine or whose session has ended. */
    record Rejected() implements Visitor {}

    /**
     * Whether it is the owner of this account.
     *
     * @throws Refused {@code INVALID_TOKEN} for an access token that is not good
     */
    default boolean owns(UUID accountId) {
        return switch (this) {
            case Anonymous() -> false;
            case SignedIn(var caller) -> caller.accountId().equals(accountId);
            case Rejected() -> throw new Refused(Reason.INVALID_TOKEN);
        };
    }
}
