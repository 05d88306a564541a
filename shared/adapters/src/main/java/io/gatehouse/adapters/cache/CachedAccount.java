package io.gatehouse.adapters.cache;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.Account.Status;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.account.Role;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An account as it stands in the cache: JSON, with moments in milliseconds since 1970. */
record CachedAccount(
        UUID id,
        String email,
        String emailKey,
        boolean emailVerified,
        @Nullable String displayName,
        String locale,
        List<Role> roles,
        Status status,
        long epoch,
        long revision,
        long createdAt,
        long updatedAt) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static String write(Account account) {
        var entry = new CachedAccount(
                account.id(),
                account.email().address(),
                account.email().key(),
                account.emailVerified(),
                account.displayName(),
                account.locale().toLanguageTag(),
                List.copyOf(account.roles()),
                account.status(),
                account.epoch(),
                account.revision(),
                account.createdAt().toEpochMilli(),
                account.updatedAt().toEpochMilli());
        try {
            return JSON.writeValueAsString(entry);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
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
        var held = EnumSet.noneOf(Role.class);
        held.addAll(roles);
        return new Account(
                id,
                new EmailAddress(email, emailKey),
                emailVerified,
                displayName,
                Locale.forLanguageTag(locale),
                held,
                status,
                epoch,
                revision,
                Instant.ofEpochMilli(createdAt),
                Instant.ofEpochMilli(updatedAt));
    }
}
