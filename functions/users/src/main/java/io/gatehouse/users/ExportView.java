package io.gatehouse.users;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.gatehouse.domain.audit.AuditHistory.Event;
import io.gatehouse.domain.credential.FailedAttempts.Count;
import io.gatehouse.domain.mail.Mails.Kept;
import io.gatehouse.domain.profile.ExportAccount.Excerpt;
import io.gatehouse.domain.profile.ExportAccount.Holdings;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything stored about an account, in an answer. Without what protects it, such as hashes, keys and tokens, and
 * without its name in the audit log.
 *
 * @param truncated the names of lists that are not complete
 */
record ExportView(
        Instant exportedAt,
        Account account,
        List<Session> sessions,
        List<Session> endedSessions,
        @Nullable EmailChange emailChange,
        List<Mail> mails,
        List<Link> links,
        List<Registration> registrations,
        List<Failures> failedAttempts,
        List<HistoryEntry> history,
        List<String> truncated) {

    record Account(
            @JsonUnwrapped UserView user,
            String status,
            @Nullable Instant firstSignInAt) {}

    /** How and when the user signed in (RFC 8176). */
    record Session(@JsonUnwrapped SessionView session, List<String> amr, Instant authTime) {}

    record EmailChange(String newEmail, boolean oldAgreed, boolean newAgreed) {}

    /** @param to null for a decoy, and once the mail has been sent */
    record Mail(
            String template,
            @Nullable String to,
            String locale,
            Map<String, String> variables,
            Instant createdAt,
            @Nullable Instant sentAt) {
        static Mail of(Kept kept) {
            var mail = kept.mail();
            return new Mail(
                    mail.template().label(),
                    mail.isDecoy() ? null : mail.to(),
                    mail.locale().toLanguageTag(),
                    mail.variables(),
                    mail.createdAt(),
                    kept.sentAt());
        }
    }

    record Link(String purpose, Instant expiresAt) {}

    record Registration(String locale, Instant createdAt, Instant expiresAt) {}

    record Failures(String countedOn, @JsonUnwrapped Count count) {}

    /** @param beforeAccount whether the address had no account then */
    record HistoryEntry(
            Instant at,
            String action,
            String actor,
            @Nullable String detail,
            @Nullable String ip,
            @Nullable String userAgent,
            boolean beforeAccount) {
        static HistoryEntry of(Event event) {
            var client = event.client();
            return new HistoryEntry(
                    event.at(),
                    event.action(),
                    event.actor().label(),
                    event.detail(),
                    client == null ? null : client.ip(),
                    client == null ? null : client.userAgent(),
                    event.beforeAccount());
        }
    }

    static ExportView of(Holdings held, UUID currentSession) {
        var account = held.owner().account();
        var change = held.emailChange();
        return new ExportView(
                held.at(),
                new Account(
                        UserView.of(account),
                        account.status().label(),
                        held.owner().firstSignInAt()),
                sessions(held, true, currentSession),
                sessions(held, false, currentSession),
                change == null
                        ? null
                        : new EmailChange(change.email().address(), change.oldAgreed(), change.newAgreed()),
                held.mails().items().stream().map(Mail::of).toList(),
                held.links().items().stream()
                        .map(token -> new Link(token.link().purpose().label(), token.expiresAt()))
                        .toList(),
                held.registrations().items().stream()
                        .map(r -> new Registration(r.locale().toLanguageTag(), r.createdAt(), r.expiresAt()))
                        .toList(),
                Stream.concat(
                                held.failuresOnAddress().map(count -> new Failures("address", count)).stream(),
                                held.failuresOnAccount().map(count -> new Failures("account", count)).stream())
                        .toList(),
                held.history().items().stream().map(HistoryEntry::of).toList(),
                truncated(held));
    }

    private static List<Session> sessions(Holdings held, boolean live, UUID current) {
        return held.sessions().items().stream()
                .filter(session -> session.livesIn(held.owner().account(), held.at()) == live)
                .map(session -> new Session(
                        SessionView.of(session, current),
                        session.authentication().methods(),
                        session.authentication().at()))
                .toList();
    }

    private static List<String> truncated(Holdings held) {
        var lists = new LinkedHashMap<String, Excerpt<?>>();
        lists.put("sessions", held.sessions());
        lists.put("endedSessions", held.sessions());
        lists.put("mails", held.mails());
        lists.put("links", held.links());
        lists.put("registrations", held.registrations());
        lists.put("history", held.history());
        lists.values().removeIf(excerpt -> !excerpt.truncated());
        return List.copyOf(lists.keySet());
    }
}
