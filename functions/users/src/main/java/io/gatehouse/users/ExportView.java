package io.gatehouse.users;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.gatehouse.domain.account.StoredAccount;
import io.gatehouse.domain.audit.AuditHistory.Event;
import io.gatehouse.domain.credential.FailedAttempts.Count;
import io.gatehouse.domain.mail.Mails.Kept;
import io.gatehouse.domain.profile.ExportAccount.Excerpt;
import io.gatehouse.domain.profile.ExportAccount.Holdings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
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
            UUID id,
            String email,
            boolean emailVerified,
            @Nullable String displayName,
            String locale,
            List<String> roles,
            String status,
            @Nullable Instant firstSignInAt,
            Instant createdAt,
            Instant updatedAt) {

        static Account of(StoredAccount owner) {
            var account = owner.account();
            return new Account(
                    account.id(),
                    account.email().address(),
                    account.emailVerified(),
                    account.displayName(),
                    account.locale().toLanguageTag(),
                    account.roleLabels(),
                    account.status().label(),
                    owner.firstSignInAt(),
                    account.createdAt(),
                    account.updatedAt());
        }
    }

    /** How and when the user signed in (RFC 8176). */
    record Session(@JsonUnwrapped SessionView session, List<String> amr, Instant authTime) {
        static Session of(io.gatehouse.domain.session.Session session, UUID current) {
            var authentication = session.authentication();
            return new Session(SessionView.of(session, current), authentication.methods(), authentication.at());
        }
    }

    record EmailChange(String newEmail, boolean oldAgreed, boolean newAgreed) {
        static EmailChange of(io.gatehouse.domain.account.EmailChange change) {
            return new EmailChange(change.email().address(), change.oldAgreed(), change.newAgreed());
        }
    }

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

    /** @param countedOn what failures count on */
    record Failures(String countedOn, int failures, Instant failedAt, Instant blockedUntil) {
        static Stream<Failures> of(String countedOn, Optional<Count> count) {
            return count.stream()
                    .map(known -> new Failures(countedOn, known.failures(), known.failedAt(), known.blockedUntil()));
        }
    }

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
        Predicate<io.gatehouse.domain.session.Session> live =
                session -> session.livesIn(held.owner().account(), held.at());
        return new ExportView(
                held.at(),
                Account.of(held.owner()),
                sessions(held, live, currentSession),
                sessions(held, live.negate(), currentSession),
                held.emailChange() == null ? null : EmailChange.of(held.emailChange()),
                held.mails().items().stream().map(Mail::of).toList(),
                held.links().items().stream()
                        .map(token -> new Link(token.link().purpose().label(), token.expiresAt()))
                        .toList(),
                held.registrations().items().stream()
                        .map(r -> new Registration(r.locale().toLanguageTag(), r.createdAt(), r.expiresAt()))
                        .toList(),
                Stream.concat(
                                Failures.of("address", held.failuresOnAddress()),
                                Failures.of("account", held.failuresOnAccount()))
                        .toList(),
                held.history().items().stream().map(HistoryEntry::of).toList(),
                truncated(held));
    }

    private static List<Session> sessions(
            Holdings held, Predicate<io.gatehouse.domain.session.Session> which, UUID current) {
        return held.sessions().items().stream()
                .filter(which)
                .map(session -> Session.of(session, current))
                .toList();
    }

    private static List<String> truncated(Holdings held) {
        return Stream.of(
                        nameIfCut("sessions", held.sessions()),
                        nameIfCut("endedSessions", held.sessions()),
                        nameIfCut("mails", held.mails()),
                        nameIfCut("links", held.links()),
                        nameIfCut("registrations", held.registrations()),
                        nameIfCut("history", held.history()))
                .flatMap(name -> name)
                .toList();
    }

    private static Stream<String> nameIfCut(String name, Excerpt<?> excerpt) {
        return excerpt.truncated() ? Stream.of(name) : Stream.empty();
    }
}
