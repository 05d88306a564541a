package io.gatehouse.domain.testing;

import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.Accounts;
import io.gatehouse.domain.account.EmailChange;
import io.gatehouse.domain.account.EmailChanges;
import io.gatehouse.domain.account.Registration;
import io.gatehouse.domain.account.Registrations;
import io.gatehouse.domain.account.StoredAccount;
import io.gatehouse.domain.audit.AuditEntry;
import io.gatehouse.domain.audit.AuditLog;
import io.gatehouse.domain.audit.AuditSeals;
import io.gatehouse.domain.audit.Seal;
import io.gatehouse.domain.credential.Credential;
import io.gatehouse.domain.credential.Credentials;
import io.gatehouse.domain.credential.FailedAttempts;
import io.gatehouse.domain.idempotency.IdempotencyKeys;
import io.gatehouse.domain.mail.Mail;
import io.gatehouse.domain.mail.MailLink.Purpose;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.mail.MailToken;
import io.gatehouse.domain.mail.MailTokens;
import io.gatehouse.domain.mail.Mails;
import io.gatehouse.domain.session.Session;
import io.gatehouse.domain.session.Sessions;
import io.gatehouse.domain.work.ExpiredRows;
import io.gatehouse.domain.work.Outbox;
import io.gatehouse.domain.work.Stores;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** All rows, and the stores over them. Behaves as PostgreSQL's stores do; StoresContract holds both to it. */
final class Tables {
    record RegistrationRow(Registration registration, String passwordHash) {}

    record MailRow(
            Mail mail,
            @Nullable Instant leasedUntil,
            @Nullable Instant sentAt,
            @Nullable String providerId) {}

    record KeyRow(IdempotencyKeys.Claim claim, byte @Nullable [] answer) {}

    final Table<StoredAccount> accounts;
    final Table<Credential> credentials;
    final Table<EmailChange> emailChanges;
    final Table<RegistrationRow> registrations;
    final Table<Session> sessions;
    final Table<MailRow> mails;
    final Table<MailToken> mailTokens;
    final Table<AuditEntry> auditLog;
    final Table<Outbox.Entry> outbox;
    final TreeMap<Long, Seal> auditSeals;
    final TreeMap<String, Attempts> failedAttempts;
    final TreeMap<String, KeyRow> idempotencyKeys;

    record Attempts(UUID id, FailedAttempts.Count count) {}

    Tables() {
        this(
                new Table<>(),
                new Table<>(),
                new Table<>(),
                new Table<>(),
                new Table<>(),
                new Table<>(),
                new Table<>(),
                new Table<>(),
                new Table<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>());
    }

    private Tables(
            Table<StoredAccount> accounts,
            Table<Credential> credentials,
            Table<EmailChange> emailChanges,
            Table<RegistrationRow> registrations,
            Table<Session> sessions,
            Table<MailRow> mails,
            Table<MailToken> mailTokens,
            Table<AuditEntry> auditLog,
            Table<Outbox.Entry> outbox,
            TreeMap<Long, Seal> auditSeals,
            TreeMap<String, Attempts> failedAttempts,
            TreeMap<String, KeyRow> idempotencyKeys) {
        this.accounts = accounts;
        this.credentials = credentials;
        this.emailChanges = emailChanges;
        this.registrations = registrations;
        this.sessions = sessions;
        this.mails = mails;
        this.mailTokens = mailTokens;
        this.auditLog = auditLog;
        this.outbox = outbox;
        this.auditSeals = auditSeals;
        this.failedAttempts = failedAttempts;
        this.idempotencyKeys = idempotencyKeys;
    }

    Tables copy() {
        return new Tables(
                accounts.copy(),
                credentials.copy(),
                emailChanges.copy(),
                registrations.copy(),
                sessions.copy(),
                mails.copy(),
                mailTokens.copy(),
                auditLog.copy(),
                outbox.copy(),
                new TreeMap<>(auditSeals),
                new TreeMap<>(failedAttempts),
                new TreeMap<>(idempotencyKeys));
    }

    Stores stores() {
        return new Stores(
                accounts(),
                credentials(),
                emailChanges(),
                registrations(),
                sessions(),
                failedAttempts(),
                mails(),
                mailTokens(),
                idempotencyKeys(),
                auditLog(),
                auditSeals(),
                outbox(),
                expiredRows());
    }

    private static boolean isDeleted(StoredAccount stored) {
        return stored.account().status() == Account.Status.DELETED;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static <T> List<T> limited(java.util.stream.Stream<T> rows, int limit) {
        return rows.limit(limit).toList();
    }

    private Accounts accounts() {
        return new Accounts() {
            @Override
            public boolean add(StoredAccount account) {
                if (isTaken(account.account())) {
                    return false;
                }
                accounts.put(account.id(), account);
                return true;
            }

            private boolean isTaken(Account account) {
                return accounts.first(other -> other.account()
                                        .email()
                                        .key()
                                        .equals(account.email().key())
                                && !other.id().equals(account.id()))
                        .isPresent();
            }

            @Override
            public Optional<StoredAccount> byId(UUID id) {
                return accounts.find(id).filter(stored -> !isDeleted(stored));
            }

            @Override
            public Optional<StoredAccount> locked(UUID id) {
                return byId(id);
            }

            @Override
            public Optional<StoredAccount> byEmail(String emailKey) {
                return accounts.first(stored -> stored.account().email().key().equals(emailKey) && !isDeleted(stored));
            }

            @Override
            public boolean update(Account changed) {
                var stored = accounts.find(changed.id())
                        .filter(before -> before.account().revision() == changed.revision() - 1);
                if (stored.isEmpty()) {
                    return false;
                }
                if (isTaken(changed)) {
                    throw new AddressTaken();
                }
                accounts.put(
                        changed.id(),
                        new StoredAccount(
                                changed, stored.get().pseudonym(), stored.get().firstSignInAt()));
                return true;
            }

            @Override
            public void recordFirstSignIn(UUID id, Instant at) {
                accounts.find(id)
                        .filter(stored -> stored.firstSignInAt() == null)
                        .ifPresent(stored ->
                                accounts.put(id, new StoredAccount(stored.account(), stored.pseudonym(), at)));
            }

            @Override
            public Optional<StoredAccount> deleted(UUID id) {
                return accounts.find(id).filter(Tables::isDeleted);
            }

            @Override
            public boolean remove(UUID id) {
                return deleted(id).isPresent() && accounts.remove(id);
            }
        };
    }

    private Credentials credentials() {
        return new Credentials() {
            @Override
            public void put(Credential credential) {
                find(credential.kind(), credential.name()).ifPresent(before -> credentials.remove(before.id()));
                credentials.put(credential.id(), credential);
            }

            @Override
            public Optional<Credential> find(Credential.Kind kind, String name) {
                return credentials.first(c -> c.kind() == kind && c.name().equals(name));
            }

            @Override
            public Optional<Credential> byId(UUID id) {
                return credentials.find(id);
            }

            @Override
            public void replaceSecret(Credential stored, String secret) {
                byId(stored.id())
                        .filter(before -> before.secret().equals(stored.secret()))
                        .ifPresent(before -> credentials.put(
                                before.id(),
                                new Credential(
                                        before.id(),
                                        before.accountId(),
                                        before.kind(),
                                        before.name(),
                                        secret,
                                        before.createdAt())));
            }

            @Override
            public int removeSome(UUID accountId, int limit) {
                return credentials.removeSome(c -> c.accountId().equals(accountId), limit);
            }
        };
    }

    private EmailChanges emailChanges() {
        return new EmailChanges() {
            @Override
            public void put(EmailChange change) {
                remove(change.accountId());
                emailChanges.put(change.id(), change);
            }

            @Override
            public Optional<EmailChange> ofAccount(UUID accountId) {
                return emailChanges.first(change -> change.accountId().equals(accountId));
            }

            @Override
            public boolean update(EmailChange before, EmailChange after) {
                if (emailChanges.find(before.id()).filter(before::equals).isEmpty()) {
                    return false;
                }
                emailChanges.put(after.id(), after);
                return true;
            }

            @Override
            public boolean remove(EmailChange change) {
                return emailChanges.remove(change.id());
            }

            @Override
            public void remove(UUID accountId) {
                emailChanges.removeSome(change -> change.accountId().equals(accountId), 1);
            }

            @Override
            public int removeSome(String emailKey, int limit) {
                return emailChanges.removeSome(change -> change.email().key().equals(emailKey), limit);
            }
        };
    }

    private Registrations registrations() {
        return new Registrations() {
            @Override
            public void add(Registration registration, String passwordHash) {
                registrations.put(registration.id(), new RegistrationRow(registration, passwordHash));
            }

            @Override
            public Optional<Registration> byId(UUID id) {
                return registrations.find(id).map(RegistrationRow::registration);
            }

            @Override
            public Optional<String> passwordHash(UUID id) {
                return registrations.find(id).map(RegistrationRow::passwordHash);
            }

            @Override
            public Optional<Registration> newest(String emailKey, Instant now) {
                return ofEmail(emailKey, Integer.MAX_VALUE).stream()
                        .filter(registration -> registration.expiresAt().isAfter(now))
                        .findFirst();
            }

            @Override
            public List<Registration> ofEmail(String emailKey, int limit) {
                return limited(
                        registrations
                                .newest(row -> row.registration().email().key().equals(emailKey))
                                .map(RegistrationRow::registration),
                        limit);
            }

            @Override
            public boolean remove(Registration registration) {
                return registrations.remove(registration.id());
            }

            @Override
            public int removeSome(String emailKey, int limit) {
                return registrations.removeSome(
                        row -> row.registration().email().key().equals(emailKey), limit);
            }
        };
    }

    private Sessions sessions() {
        return new Sessions() {
            @Override
            public void add(Session session) {
                sessions.put(session.id(), session);
            }

            @Override
            public Optional<Held> find(UUID id) {
                return sessions.find(id)
                        .flatMap(session -> accounts()
                                .byId(session.accountId())
                                .map(stored -> new Held(session, stored.account())));
            }

            @Override
            public List<Session> ofAccount(UUID accountId, long epoch, int limit) {
                return limited(sessions.newest(s -> s.accountId().equals(accountId) && s.epoch() == epoch), limit);
            }

            @Override
            public List<Session> ofAccount(UUID accountId, int limit) {
                return limited(sessions.newest(s -> s.accountId().equals(accountId)), limit);
            }

            @Override
            public boolean refresh(Session refreshed) {
                var stored = sessions.find(refreshed.id()).filter(s -> s.counter() == refreshed.counter() - 1);
                stored.ifPresent(before -> sessions.put(
                        before.id(),
                        new Session(
                                before.id(),
                                before.accountId(),
                                before.epoch(),
                                before.refreshKey(),
                                refreshed.counter(),
                                before.authentication(),
                                before.client(),
                                before.createdAt(),
                                refreshed.refreshedAt(),
                                refreshed.idleExpiresAt(),
                                before.expiresAt())));
                return stored.isPresent();
            }

            @Override
            public boolean move(UUID id, long from, long to) {
                var stored = sessions.find(id).filter(s -> s.epoch() == from);
                stored.ifPresent(s -> sessions.put(
                        id,
                        new Session(
                                id,
                                s.accountId(),
                                to,
                                s.refreshKey(),
                                s.counter(),
                                s.authentication(),
                                s.client(),
                                s.createdAt(),
                                s.refreshedAt(),
                                s.idleExpiresAt(),
                                s.expiresAt())));
                return stored.isPresent();
            }

            @Override
            public boolean remove(UUID accountId, UUID id) {
                return sessions.find(id)
                                .filter(s -> s.accountId().equals(accountId))
                                .isPresent()
                        && sessions.remove(id);
            }

            @Override
            public int removeSome(UUID accountId, int limit) {
                return sessions.removeSome(s -> s.accountId().equals(accountId), limit);
            }
        };
    }

    private FailedAttempts failedAttempts() {
        return new FailedAttempts() {
            @Override
            public Optional<Count> find(byte[] target) {
                return Optional.ofNullable(failedAttempts.get(hex(target))).map(Attempts::count);
            }

            @Override
            public int add(UUID id, byte[] target, Instant now) {
                var before = find(target);
                var failures = before.map(Count::failures).orElse(0) + 1;
                var blockedUntil = before.map(Count::blockedUntil).orElse(now);
                failedAttempts.put(hex(target), new Attempts(id, new Count(failures, now, blockedUntil)));
                return failures;
            }

            @Override
            public void block(byte[] target, Instant until) {
                find(target)
                        .filter(count -> count.blockedUntil().isBefore(until))
                        .ifPresent(count -> setBlocked(target, count, until));
            }

            @Override
            public boolean block(byte[] target, Count known, Instant until) {
                var same = find(target)
                        .filter(count -> count.failures() == known.failures()
                                && count.blockedUntil().equals(known.blockedUntil()));
                same.ifPresent(count -> setBlocked(target, count, until));
                return same.isPresent();
            }

            private void setBlocked(byte[] target, Count count, Instant until) {
                failedAttempts.computeIfPresent(
                        hex(target),
                        (key, row) -> new Attempts(row.id(), new Count(count.failures(), count.failedAt(), until)));
            }

            @Override
            public void clear(byte[] target) {
                failedAttempts.remove(hex(target));
            }
        };
    }

    private Mails mails() {
        return new Mails() {
            @Override
            public void add(Mail mail) {
                mails.put(mail.id(), new MailRow(mail, null, null, null));
            }

            @Override
            public List<Kept> ofAccount(UUID accountId, Purpose except, int limit) {
                return limited(
                        mails.newest(row -> accountId.equals(row.mail().accountId())
                                        && (row.mail().link() == null
                                                || row.mail().link().purpose() != except))
                                .map(row -> new Kept(row.mail(), row.sentAt())),
                        limit);
            }

            @Override
            public int withdrawSome(UUID accountId, MailTemplate except, int limit) {
                var some = limited(
                        mails.oldest(row -> accountId.equals(row.mail().accountId())
                                && row.sentAt() == null
                                && row.mail().template() != except),
                        limit);
                some.forEach(row -> {
                    var mail = row.mail();
                    var withdrawn = new Mail(
                            mail.id(),
                            null,
                            Mail.NOBODY,
                            mail.template(),
                            mail.locale(),
                            Map.of(),
                            null,
                            mail.createdAt());
                    mails.put(mail.id(), new MailRow(withdrawn, row.leasedUntil(), null, null));
                });
                return some.size();
            }

            @Override
            public Claim claim(UUID id, Instant now, Instant until) {
                var row = mails.find(id);
                if (row.isEmpty()) {
                    return new Claim.Unknown();
                }
                if (row.get().sentAt() != null) {
                    return new Claim.Sent();
                }
                var leased = row.get().leasedUntil();
                if (leased != null && leased.isAfter(now)) {
                    return new Claim.Busy();
                }
                mails.put(id, new MailRow(row.get().mail(), until, null, null));
                return new Claim.Granted(row.get().mail(), until);
            }

            @Override
            public void markSent(UUID id, @Nullable String providerId, Instant at) {
                mails.find(id).ifPresent(row -> {
                    var mail = row.mail();
                    var forgotten = new Mail(
                            id,
                            mail.accountId(),
                            Mail.NOBODY,
                            mail.template(),
                            mail.locale(),
                            Map.of(),
                            null,
                            mail.createdAt());
                    mails.put(id, new MailRow(forgotten, null, at, providerId));
                });
            }

            @Override
            public void release(UUID id, Instant until) {
                mails.find(id)
                        .filter(row -> until.equals(row.leasedUntil()))
                        .ifPresent(row -> mails.put(id, new MailRow(row.mail(), null, row.sentAt(), row.providerId())));
            }
        };
    }

    private MailTokens mailTokens() {
        return new MailTokens() {
            @Override
            public void add(MailToken token) {
                mailTokens.put(token.id(), token);
            }

            @Override
            public Optional<MailToken> find(byte[] hash) {
                return mailTokens.first(token -> Arrays.compare(token.hash(), hash) == 0);
            }

            @Override
            public List<MailToken> ofOwner(UUID owner, Purpose except, int limit) {
                return limited(
                        mailTokens.newest(token -> token.link().owner().equals(owner)
                                && token.link().purpose() != except),
                        limit);
            }

            @Override
            public boolean remove(MailToken token) {
                return mailTokens.remove(token.id());
            }

            @Override
            public int removeSome(UUID owner, int limit) {
                return mailTokens.removeSome(token -> token.link().owner().equals(owner), limit);
            }
        };
    }

    private IdempotencyKeys idempotencyKeys() {
        return new IdempotencyKeys() {
            @Override
            public boolean claim(Claim claim, Instant now) {
                var taken = idempotencyKeys.get(hex(claim.key()));
                if (taken != null && !isFree(taken, now)) {
                    return false;
                }
                idempotencyKeys.put(hex(claim.key()), new KeyRow(claim, null));
                return true;
            }

            private boolean isFree(KeyRow row, Instant now) {
                return !row.claim().expiresAt().isAfter(now)
                        || (row.answer() == null && !row.claim().until().isAfter(now));
            }

            @Override
            public Optional<Taken> find(byte[] key) {
                return Optional.ofNullable(idempotencyKeys.get(hex(key)))
                        .map(row -> new Taken(row.claim().request(), row.answer()));
            }

            @Override
            public void answer(Claim claim, byte[] answer) {
                if (isHeld(claim)) {
                    idempotencyKeys.put(hex(claim.key()), new KeyRow(claim, answer));
                }
            }

            @Override
            public void release(Claim claim) {
                if (isHeld(claim)) {
                    idempotencyKeys.remove(hex(claim.key()));
                }
            }

            private boolean isHeld(Claim claim) {
                var row = idempotencyKeys.get(hex(claim.key()));
                return row != null && row.claim().id().equals(claim.id());
            }
        };
    }

    private AuditLog auditLog() {
        return new AuditLog() {
            @Override
            public void add(AuditEntry entry) {
                auditLog.put(entry.id(), entry);
            }

            @Override
            public List<AuditEntry> ofSubject(UUID subject, @Nullable UUID after, int limit) {
                return limited(
                        auditLog.after(after == null ? new UUID(0, 0) : after)
                                .filter(entry -> entry.subject().equals(subject)),
                        limit);
            }

            @Override
            public List<AuditEntry> between(@Nullable UUID after, UUID upTo, int limit) {
                var last = auditLog.upTo(upTo).map(AuditEntry::id).toList();
                return limited(
                        (after == null ? auditLog.oldest(entry -> true) : auditLog.after(after))
                                .filter(entry -> last.contains(entry.id())),
                        limit);
            }
        };
    }

    private AuditSeals auditSeals() {
        return new AuditSeals() {
            @Override
            public boolean add(Seal seal) {
                return auditSeals.putIfAbsent(seal.number(), seal) == null;
            }

            @Override
            public Optional<Seal> after(long number) {
                return Optional.ofNullable(auditSeals.higherEntry(number)).map(Map.Entry::getValue);
            }
        };
    }

    private Outbox outbox() {
        return new Outbox() {
            @Override
            public void add(Entry entry) {
                outbox.put(entry.id(), entry);
            }

            @Override
            public void remove(UUID id) {
                outbox.remove(id);
            }

            @Override
            public List<Entry> overdue(Instant createdBefore, @Nullable UUID after, int limit) {
                return limited(
                        outbox.after(after == null ? new UUID(0, 0) : after)
                                .filter(entry -> entry.createdAt().isBefore(createdBefore)),
                        limit);
            }
        };
    }

    private ExpiredRows expiredRows() {
        return (kind, before, limit) -> switch (kind) {
            case SESSION -> sessions.removeSomeBefore(before, row -> true, limit);
            case MAIL_TOKEN -> mailTokens.removeSomeBefore(before, row -> true, limit);
            case REGISTRATION -> registrations.removeSomeBefore(before, row -> true, limit);
            case EMAIL_CHANGE -> emailChanges.removeSomeBefore(before, row -> true, limit);
            case UNQUEUED_MAIL -> outbox.removeSomeBefore(before, entry -> entry.kind() == Outbox.Kind.MAIL, limit);
            case MAIL -> mails.removeSomeBefore(before, row -> true, limit);
            case IDEMPOTENCY_KEY -> removeKeys(before, limit);
            case FAILED_ATTEMPTS -> removeAttempts(before, limit);
        };
    }

    private int removeKeys(UUID before, int limit) {
        var old = limited(
                idempotencyKeys.entrySet().stream()
                        .filter(row -> isLess(row.getValue().claim().id(), before))
                        .map(Map.Entry::getKey),
                limit);
        old.forEach(idempotencyKeys::remove);
        return old.size();
    }

    private int removeAttempts(UUID before, int limit) {
        var old = limited(
                failedAttempts.entrySet().stream()
                        .filter(row -> isLess(row.getValue().id(), before))
                        .map(Map.Entry::getKey),
                limit);
        old.forEach(failedAttempts::remove);
        return old.size();
    }

    private static boolean isLess(UUID id, UUID other) {
        return Long.compareUnsigned(id.getMostSignificantBits(), other.getMostSignificantBits()) < 0
                || (id.getMostSignificantBits() == other.getMostSignificantBits()
                        && Long.compareUnsigned(id.getLeastSignificantBits(), other.getLeastSignificantBits()) < 0);
    }
}
