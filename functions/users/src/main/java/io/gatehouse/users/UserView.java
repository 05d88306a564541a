package io.gatehouse.users;

import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.session.AccountLookup;
import io.gatehouse.web.Response;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A user's record in an answer. */
record UserView(
        UUID id,
        String email,
        boolean emailVerified,
        @Nullable String displayName,
        String locale,
        List<String> roles,
        Instant createdAt,
        Instant updatedAt) {

    static UserView of(Account account) {
        return new UserView(
                account.id(),
                account.email().address(),
                account.emailVerified(),
                account.displayName(),
                account.locale().toLanguageTag(),
                account.roleLabels(),
                account.createdAt(),
                account.updatedAt());
    }

    /** 200 with a record that the client may keep and must revalidate. */
    static Response answer(AccountLookup.Found found) {
        return Response.ok(of(found.account()))
                .with("Cache-Control", "private, no-cache")
                .with("X-Cache", found.cached() ? "hit" : "miss")
                .withTag(tag(found.account()));
    }

    /** The same for everybody who reads this version of the record. */
    static String tag(Account account) {
        return "\"" + account.id() + "." + account.revision() + "\"";
    }
}
