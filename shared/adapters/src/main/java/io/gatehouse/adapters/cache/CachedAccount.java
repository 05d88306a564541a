package io.gatehouse.adapters.cache;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.Account.Status;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.account.Role;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An account as it stands in the cache: JSON, with moments in milliseconds since 1970. */
record CachedAccount(
        UUID id,
        EmailAddress email,
        boolean emailVerified,
        @Nullable String displayName,
        String locale,
        Set<Role> roles,
        Status status,
        long epoch,
        long revision,
        long createdAt,
        long updatedAt) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static String write(Account account) {
        var entry = new CachedAccount(
                account.id(),
                account.email(),
                account.emailVerified(),
                account.displayName(),
                account.locale().toLanguageTag(),
                account.roles(),
                account.status(),
                account.epoch(),
                account.revision(),
                account.createdAt().toEpochMilli(),
                account.updatedAt().toEpochMilli());
        return JSON.valueToTree(entry).toString();
    }

    /** Empty for what this version of the code did not write. */
    static Optional<Account> read(String json) {
        try {
            return Optional.of(JSON.readValue(json, CachedAccount.class).account());
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private Account account() {
        return new Account(
                id,
                email,
                emailVerified,
                displayName,
                Locale.forLanguageTag(locale),
                roles,
                status,
                epoch,
                revision,
                Instant.ofEpochMilli(createdAt),
                Instant.ofEpochMilli(updatedAt));
    }
}
