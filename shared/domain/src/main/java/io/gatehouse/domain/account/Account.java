package io.gatehouse.domain.account;

import io.gatehouse.domain.basics.Labelled;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A user's record, without anything secret.
 *
 * @param epoch a session lives only while its own epoch equals this one; raising it ends every session
 * @param revision rises by one with every change of the record
 */
public record Account(
        UUID id,
        EmailAddress email,
        boolean emailVerified,
        @Nullable String displayName,
        Locale locale,
        Set<Role> roles,
        Status status,
        long epoch,
        long revision,
        Instant createdAt,
        Instant updatedAt) {

    public enum Status implements Labelled {
        ACTIVE,
        /** An operator has disabled it. */
        DISABLED,
        /** Its owner has deleted it; it is about to be erased. */
        DELETED;
    }

    public Account {
        roles = Set.copyOf(roles);
    }

    /** A new account as registration makes it: active, not verified, without roles. */
    public static Account registered(UUID id, EmailAddress email, Locale locale, Instant now) {
        return new Account(id, email, false, null, locale, Set.of(), Status.ACTIVE, 1, 1, now, now);
    }

    public boolean has(Role role) {
        return roles.contains(role);
    }

    /** The roles' names on the wire and in the database, in alphabetical order. */
    public List<String> roleLabels() {
        return roles.stream().map(Role::label).sorted().toList();
    }

    public boolean active() {
        return status == Status.ACTIVE;
    }

    /** The same account with the role; an account that has it already is returned as it is. */
    public Account granted(Role role, Instant now) {
        if (has(role)) {
            return this;
        }
        var more = EnumSet.of(role);
        more.addAll(roles);
        return changed(more, status, epoch, now);
    }

    /** The same account without the role; an account that lacks it is returned as it is. */
    public Account withdrawn(Role role, Instant now) {
        if (!has(role)) {
            return this;
        }
        var fewer = EnumSet.copyOf(roles);
        fewer.remove(role);
        return changed(fewer, status, epoch, now);
    }

    /** The same account, disabled, with every session ended; one that is not active is returned as it is. */
    public Account disabled(Instant now) {
        return active() ? changed(roles, Status.DISABLED, epoch + 1, now) : this;
    }

    /** The same account, usable again; sessions that ended stay ended. Only a disabled one changes. */
    public Account enabled(Instant now) {
        return status == Status.DISABLED ? changed(roles, Status.ACTIVE, epoch, now) : this;
    }

    /** The same account with every session ended and about to be erased; a deleted one is returned as it is. */
    public Account deleted(Instant now) {
        return status == Status.DELETED ? this : changed(roles, Status.DELETED, epoch + 1, now);
    }

    /** The same account with every session ended. */
    public Account signedOut(Instant now) {
        return changed(roles, status, epoch + 1, now);
    }

    /**
     * The same account with every session ended and a verified address. Without its name, if the address was not
     * verified before: somebody else may have given it.
     */
    public Account recovered(Instant now) {
        var name = emailVerified ? displayName : null;
        return new Account(id, email, true, name, locale, roles, status, epoch + 1, revision + 1, createdAt, now);
    }

    public Account verified(Instant now) {
        return with(email, true, displayName, locale, now);
    }

    public Account movedTo(EmailAddress other, Instant now) {
        return with(other, true, displayName, locale, now);
    }

    /** The same account with another spelling of its address. */
    public Account respelled(EmailAddress same, Instant now) {
        return with(same, emailVerified, displayName, locale, now);
    }

    /** The same account with this name and language; an account that has both already is returned as it is. */
    public Account presented(@Nullable String displayName, Locale locale, Instant now) {
        return Objects.equals(displayName, this.displayName) && locale.equals(this.locale)
                ? this
                : with(email, emailVerified, displayName, locale, now);
    }

    private Account with(
            EmailAddress email, boolean verified, @Nullable String displayName, Locale locale, Instant now) {
        return new Account(
                id, email, verified, displayName, locale, roles, status, epoch, revision + 1, createdAt, now);
    }

    private Account changed(Set<Role> roles, Status status, long epoch, Instant now) {
        return new Account(
                id, email, emailVerified, displayName, locale, roles, status, epoch, revision + 1, createdAt, now);
    }
}
